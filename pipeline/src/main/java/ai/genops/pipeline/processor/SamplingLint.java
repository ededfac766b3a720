package ai.genops.pipeline.processor;

import ai.genops.event.Numbers;
import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.processor.Sampling.Rule;
import java.util.List;

/// Notes on rules that other rules leave without effect: the first one that holds counts.
final class SamplingLint {
    private final List<Section> sections;
    private final List<Rule> rules;

    private SamplingLint(List<Section> sections, List<Rule> rules) {
        this.sections = sections;
        this.rules = rules;
    }

    static void note(List<Section> sections, List<Rule> rules) {
        var lint = new SamplingLint(sections, rules);
        for (int rule = 1; rule < rules.size(); rule++) {
            if (!lint.unreachable(rule) && !lint.repeated(rule)) {
                lint.shadowed(rule);
            }
        }
    }

    private boolean unreachable(int rule) {
        for (int earlier = 0; earlier < rule; earlier++) {
            if (Boolean.TRUE.equals(rules.get(earlier).condition().always())) {
                return note(
                        rule,
                        "no event reaches this rule: the one at line %d holds for every event".formatted(line(earlier)),
                        "Put the rule that holds for every event last.");
            }
        }
        return false;
    }

    private boolean repeated(int rule) {
        for (int earlier = 0; earlier < rule; earlier++) {
            if (condition(earlier).equals(condition(rule))) {
                return note(
                        rule,
                        "this rule has the condition of the one at line %d, which counts".formatted(line(earlier)),
                        "Keep one of the two.");
            }
        }
        return false;
    }

    /// A later rule with a higher rate does not keep what an earlier one leaves out.
    private void shadowed(int rule) {
        double rate = rules.get(rule).rate();
        for (int earlier = 0; earlier < rule; earlier++) {
            if (rules.get(earlier).rate() < rate) {
                note(
                        rule,
                        "this rule keeps %s, but an event that the rule at line %d is for is kept at %s: the first rule that holds counts"
                                .formatted(
                                        share(rate),
                                        line(earlier),
                                        share(rules.get(earlier).rate())),
                        "Put it before that one if it should win.");
                return;
            }
        }
    }

    private boolean note(int rule, String text, String hint) {
        Section section = sections.get(rule);
        section.problems().note(section.at(), text, hint);
        return true;
    }

    private String condition(int rule) {
        Section section = sections.get(rule);
        return section.has("default") ? "" : section.text("condition", "").replaceAll("\\s+", " ");
    }

    private int line(int rule) {
        return sections.get(rule).at().line();
    }

    private static String share(double rate) {
        return Numbers.text(rate * 100) + " %";
    }
}
