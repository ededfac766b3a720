package ai.genops.sdk.config;

import ai.genops.sdk.attribution.Attribution;
import ai.genops.sdk.attribution.Tag;
import ai.genops.sdk.attribution.TagRule;
import ai.genops.sdk.problem.Log;
import ai.genops.sdk.record.Ended;
import ai.genops.sdk.record.PolicyResult;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What is recorded, whoever exports it.
 *
 * @param ended are told of each operation that ends
 */
public record GovernanceSettings(
        Attribution defaults,
        List<TagRule> rules,
        Set<Tag> baggage,
        boolean trustsBaggage,
        PolicyResult.Form policyResults,
        RuleSettings calls,
        Log.Level logLevel,
        List<Consumer<? super Ended>> ended) {}
