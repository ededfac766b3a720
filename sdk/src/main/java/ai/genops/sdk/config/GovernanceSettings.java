package ai.genops.sdk.config;

import ai.genops.sdk.attribution.Attribution;
import ai.genops.sdk.attribution.Tag;
import ai.genops.sdk.attribution.TagRule;
import ai.genops.sdk.problem.Log;
import ai.genops.sdk.record.PolicyResult;
import java.util.List;
import java.util.Set;

/** What is recorded, whoever exports it. */
public record GovernanceSettings(
        Attribution defaults,
        List<TagRule> rules,
        Set<Tag> baggage,
        boolean trustsBaggage,
        PolicyResult.Form policyResults,
        RuleSettings calls,
        Log.Level logLevel) {}
