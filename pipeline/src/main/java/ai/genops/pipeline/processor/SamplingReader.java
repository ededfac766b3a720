package ai.genops.pipeline.processor;

import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.Yaml;
import ai.genops.pipeline.processor.Sampling.Rule;
import java.util.ArrayList;
import java.util.List;

/// Reads `rules`: each a `condition` with its `sample_rate`, or the `default` rate.
final class SamplingReader implements ProcessorReaders.Reader {
    @Override
    public Processor read(Section block, PipelineScope scope) {
        List<Section> sections = block.sections("rules");
        List<Rule> rules = new ArrayList<>();
        boolean isDefault = false;
        for (Section section : sections) {
            isDefault |= section.has("default");
            rules.add(rule(section, scope));
        }
        block.problems().require(!rules.isEmpty(), block.at(), "this sampling has no `rules`", "List at least one.");
        if (!isDefault) {
            block.problems()
                    .note(
                            block.at(),
                            "an event that no rule is for is kept, at a rate of 1",
                            "Add a `default` to say so.");
        }
        if (rules.stream().allMatch(rule -> rule.rate() >= 0 && rule.rate() <= 1)) {
            SamplingLint.note(sections, rules);
        }
        return new Sampling(Sequence.of(rules));
    }

    private static Rule rule(Section section, PipelineScope scope) {
        section.text("description", "");
        boolean isDefault = section.has("default");
        String key = isDefault ? "default" : "sample_rate";
        double rate = section.number(key, 1);
        section.problems()
                .require(
                        rate >= 0 && rate <= 1,
                        section.at(key),
                        "`" + key + "` must be a share from 0 to 1, is " + section.text(key, ""),
                        "Write 10 %, or 1 in 10, as 0.1.");
        section.problems()
                .require(
                        section.has(key),
                        section.at(),
                        "a rule needs a `sample_rate`, or is the `default`",
                        "Add `sample_rate: 0.1`.");
        Condition condition = Condition.ALWAYS;
        if (!isDefault && section.find("condition") instanceof Yaml.Scalar source) {
            condition = scope.condition(source, "sampling", "This rule is for no event.");
        } else if (!isDefault) {
            section.problems().error(section.at(), "a rule needs a `condition`, or is the `default`", "");
        }
        section.finish();
        return new Rule(condition, rate);
    }
}
