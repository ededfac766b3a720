package ai.genops.pipeline.processor;

import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.Yaml;
import java.util.ArrayList;
import java.util.List;

/// Reads `expressions`: a list of `field: expression`, in their order.
final class EvalReader implements ProcessorReaders.Reader {
    @Override
    public Processor read(Section block, PipelineScope scope) {
        List<Assignment> assignments = new ArrayList<>();
        block.items("expressions").forEach(entry -> assignments.addAll(assignments(entry, scope)));
        block.problems()
                .require(!assignments.isEmpty(), block.at(), "this eval sets nothing", "List its `expressions`.");
        return Sequence.of(assignments);
    }

    static List<Assignment> assignments(Yaml entry, PipelineScope scope) {
        List<Assignment> assignments = new ArrayList<>();
        if (entry instanceof Yaml.Mapping mapping) {
            mapping.members().forEach((field, member) -> assignments.add(assignment(field, member, scope)));
        } else {
            scope.problems().error(entry.at(), "must be of the form `field: expression`", "");
        }
        return assignments;
    }

    private static Assignment assignment(String field, Yaml.Member member, PipelineScope scope) {
        if (!(member.value() instanceof Yaml.Scalar source)) {
            scope.problems().error(member.value().at(), "`" + field + "` must be an expression", "Write it as text.");
            return new Assignment(0, _ -> null);
        }
        var value = scope.value(source, field);
        return new Assignment(scope.define(field, value.type(), member.at()), value.value());
    }
}
