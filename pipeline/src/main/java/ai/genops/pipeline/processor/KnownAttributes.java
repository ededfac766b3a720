package ai.genops.pipeline.processor;

import ai.genops.event.Aliases;
import ai.genops.event.AttributeName;
import ai.genops.event.Nearest;
import ai.genops.expression.Problem;
import ai.genops.pipeline.config.Yaml;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Notes on attributes of GenOps that are hardly meant: a letter or two beside a known one. Anybody may send attributes
/// of any name, so a name that is near none is nobody's mistake.
final class KnownAttributes {
    private static final int MOST_DISTANCE = 2;

    /// Those with one name only; the others are in [Aliases].
    private static final List<String> SINGLE = List.of(
            "genops.team",
            "genops.tenant",
            "genops.project",
            "genops.feature",
            "genops.cost.input",
            "genops.cost.output",
            "genops.cost.calculated",
            "genops.policy.name",
            "genops.policy.result",
            "genops.policy.reason",
            "genops.policy.reason_code",
            "genops.policy.evaluated",
            "genops.policy.violations",
            "genops.policy.metadata.compliance_framework",
            "genops.budget.name",
            "genops.budget.remaining",
            "genops.budget.period",
            "genops.budget.alert",
            "genops.compliance.framework",
            "genops.compliance.audit_trail_required",
            "genops.eval.score",
            "genops.eval.threshold",
            "genops.eval.passed",
            "genops.eval.quality",
            "genops.eval.safety",
            "genops.eval.privacy",
            "genops.eval.evaluator",
            "genops.operation.type",
            "genops.operation.duration_ms",
            "genops.request.id",
            "genops.sla.tier");

    private static final Set<String> ALL = Stream.concat(
                    SINGLE.stream(), Aliases.groups().stream().flatMap(List::stream))
            .filter(KnownAttributes::isOurs)
            .collect(Collectors.toCollection(TreeSet::new));

    private KnownAttributes() {}

    static void note(Set<AttributeName> attributes, Yaml.Scalar source, PipelineScope scope) {
        for (AttributeName attribute : attributes) {
            String meant = meant(attribute.name());
            int offset = source.text().indexOf(attribute.name());
            if (meant != null && offset >= 0) {
                String text =
                        "nobody is known to send the attribute `%s`; is `%s` meant?".formatted(attribute.name(), meant);
                scope.note(source, Problem.at(source.text(), offset, text), "");
            }
        }
    }

    /// The known name that is nearest, if it is near; null for one that is known.
    private static @Nullable String meant(String name) {
        if (!isOurs(name) || ALL.contains(name)) {
            return null;
        }
        return Nearest.within(MOST_DISTANCE, name, ALL);
    }

    private static boolean isOurs(String name) {
        return name.startsWith("genops.") || name.startsWith("gen_ai.");
    }
}
