package ai.genops.pipeline.processor;

import ai.genops.event.AttributeName;
import ai.genops.expression.Problem;
import ai.genops.expression.Script;
import ai.genops.expression.Type;
import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.Yaml;
import java.util.ArrayList;
import java.util.List;

/// Reads `code` and `max_iterations`.
final class CodeReader implements ProcessorReaders.Reader {
    @Override
    public Processor read(Section block, PipelineScope scope) {
        int rounds = block.integer("max_iterations", Script.ROUNDS, 1, Script.MOST_ROUNDS);
        if (!(block.find("code") instanceof Yaml.Scalar source)) {
            block.problems().error(block.at("code"), "`code` must be statements in JavaScript", "Write them as text.");
            return Processor.NOTHING;
        }
        Script script = scope.script(source, rounds);
        if (script == null) {
            return Processor.NOTHING;
        }
        List<RunCode.Name> names = new ArrayList<>();
        List<String> sets = new ArrayList<>();
        for (Script.Change change : script.changes()) {
            Problem place = Problem.at(source.text(), change.offset(), "");
            int slot = change.sets()
                    ? scope.define(change.name(), Type.ANY, source.textAt().within(place.line(), place.column()))
                    : scope.fields().find(change.name());
            names.add(new RunCode.Name(slot, change.deletes() ? AttributeName.of(change.name()) : null));
            if (change.sets() && change.told()) {
                sets.add(change.name());
            }
        }
        if (script.setsAttributes()) {
            sets.add("attributes");
        }
        block.problems()
                .require(
                        !names.isEmpty() || script.setsAttributes(),
                        block.at("code"),
                        "this code sets nothing",
                        "Set a field: __e['name'] = ….");
        return new RunCode(
                script,
                List.copyOf(names),
                scope.failures(String.join(", ", sets), source.text().strip(), source.textAt()));
    }
}
