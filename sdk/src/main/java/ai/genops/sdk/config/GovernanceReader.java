package ai.genops.sdk.config;

import ai.genops.sdk.attribution.Attribution;
import ai.genops.sdk.attribution.Tag;
import ai.genops.sdk.attribution.TagValue;
import ai.genops.sdk.problem.Log;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Defaults of attribution, tag rules, baggage. */
final class GovernanceReader {
    private static final Set<Tag> USUAL_BAGGAGE =
            Set.of(Tag.TEAM, Tag.PROJECT, Tag.ENVIRONMENT, Tag.COST_CENTER, Tag.FEATURE);

    private final Source source;
    private final Surroundings surroundings;

    GovernanceReader(Source source, Surroundings surroundings) {
        this.source = source;
        this.surroundings = surroundings;
    }

    /**
     * What code and variables say.
     *
     * @param deployment the environment that OpenTelemetry's resource names
     */
    GovernanceSettings read(@Nullable Setting deployment) {
        GenOpsConfig code = source.code();
        return new GovernanceSettings(
                defaults(deployment),
                List.copyOf(code.rules),
                baggage(code.baggage),
                code.trustsBaggage,
                code.policyResults,
                new RuleReader(source, surroundings).read(),
                level(),
                List.copyOf(code.ended));
    }

    private Attribution defaults(@Nullable Setting deployment) {
        for (String text : source.code().refused()) {
            source.findings().add("defaults", Setting.CODE, text);
        }
        Variables variables = source.variables();
        GenOpsConfig found = new GenOpsConfig();
        take(found, Tag.TEAM, variables.first("genops.team", "TEAM_NAME"));
        take(found, Tag.PROJECT, variables.first("genops.project", "PROJECT_NAME"));
        take(found, Tag.COST_CENTER, variables.first("genops.cost.center"));
        take(found, Tag.FEATURE, variables.first("genops.feature"));
        Setting own = variables.first("genops.environment");
        Setting seeds = deployment == null ? variables.first("ENVIRONMENT") : deployment;
        take(found, Tag.ENVIRONMENT, own == null ? seeds : own);
        return source.code().attribution().over(found.attribution());
    }

    /** Checked only where code does not say it. */
    private void take(GenOpsConfig defaults, Tag tag, @Nullable Setting said) {
        if (said == null || source.code().attribution().get(tag) != null) {
            return;
        }
        String fault = TagValue.fault(said.text());
        if (fault == null) {
            defaults.tag(tag.name(), said.text());
        } else {
            source.findings()
                    .add(tag.name(), said.place(), fault + ": \"" + said.text() + "\"; set the real one or none");
        }
    }

    private Set<Tag> baggage(@Nullable Set<String> names) {
        if (names == null) {
            return USUAL_BAGGAGE;
        }
        Set<Tag> tags = new LinkedHashSet<>();
        for (String name : names) {
            Tag tag = Tag.named(name);
            if (tag == null || tag.isPersonal()) {
                String fault =
                        "cannot travel in baggage: it may identify a person, and every service on the way reads it";
                source.findings().add("baggage", Setting.CODE, "\"" + name + "\" " + fault);
            } else {
                tags.add(tag);
            }
        }
        return tags;
    }

    private Log.Level level() {
        Setting said = source.variables().first("genops.log.level", "otel.log.level");
        boolean isOtherWord = said != null && said.text().equalsIgnoreCase("warning");
        return isOtherWord ? Log.Level.WARN : source.choice("log level", said, Log.Level.class, Log.Level.WARN);
    }
}
