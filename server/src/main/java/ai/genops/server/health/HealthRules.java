package ai.genops.server.health;

import ai.genops.pipeline.config.Location;
import ai.genops.pipeline.config.Problems;
import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.Yaml;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// The rules and the metrics to be shown, as the configuration has them: blocks `Alert Rules` (a list), `monitoring`
/// (with `metrics_to_watch` and `alerts`), and blocks that are a rule themselves.
record HealthRules(List<Rule> rules, List<Watch> watched) {
    private static final List<String> SEVERITIES =
            List.of("critical", "fatal", "high", "error", "medium", "warning", "low", "info");
    private static final Duration RESOLVE_AFTER = Duration.ofMinutes(1);

    /// Whether a block of another folder holds rules and nothing else.
    static boolean isIn(Section block) {
        return block.has("alert_rules") || block.has("monitoring");
    }

    static HealthRules read(Collection<Section> blocks, Problems problems) {
        List<Rule> rules = new ArrayList<>();
        List<Watch> watched = new ArrayList<>();
        for (Section block : blocks) {
            if (!isIn(block)) {
                rules.add(rule(block));
                continue;
            }
            block.find("id");
            block.sections("alert_rules").forEach(rule -> rules.add(rule(rule)));
            Section monitoring = block.section("monitoring");
            for (Yaml item : monitoring.items("metrics_to_watch")) {
                Watch watch = Watch.read(item, problems);
                if (watch != null) {
                    watched.add(watch);
                }
            }
            monitoring.sections("alerts").forEach(rule -> rules.add(rule(rule)));
            monitoring.finish();
            block.finish();
        }
        distinct(rules, problems);
        return new HealthRules(List.copyOf(rules), List.copyOf(watched));
    }

    private static Rule rule(Section block) {
        block.find("id");
        String name = block.has("name") || !block.has("id") ? block.text("name") : block.text("id");
        String text = block.text("condition");
        Location at = block.find("condition") instanceof Yaml.Scalar scalar ? scalar.textAt() : block.at("condition");
        Condition condition = Condition.read(text, at, block.problems());
        Rule rule = new Rule(
                name,
                block.text("description", ""),
                condition,
                scope(condition.metrics(), at, block.problems()),
                block.duration("for", Duration.ZERO),
                block.duration("resolve_after", RESOLVE_AFTER),
                block.choice("severity", "warning", SEVERITIES),
                words(block),
                block.has("notification") ? block.at("notification") : block.at("notify"));
        block.finish();
        return rule;
    }

    /// `PagerDuty, Email`, or a list; what stands in brackets is a remark.
    private static List<String> words(Section block) {
        List<String> texts = new ArrayList<>(block.texts("notification"));
        texts.addAll(block.texts("notify"));
        return texts.stream()
                .flatMap(
                        text -> Arrays.stream(text.replaceAll("\\([^)]*\\)", "").split(",", -1)))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static Scope scope(Set<Metric> metrics, Location at, Problems problems) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        metrics.forEach(metric -> scopes.add(metric.scope()));
        problems.require(
                !scopes.containsAll(Set.of(Scope.SOURCE, Scope.DESTINATION)),
                at,
                "the condition asks for a source's and a destination's metric, and which belongs to which is not said",
                "Make two rules of it.");
        return scopes.contains(Scope.DESTINATION)
                ? Scope.DESTINATION
                : scopes.contains(Scope.SOURCE) ? Scope.SOURCE : Scope.SERVER;
    }

    private static void distinct(List<Rule> rules, Problems problems) {
        Map<String, Rule> names = new HashMap<>();
        for (Rule rule : rules) {
            Rule first = names.putIfAbsent(rule.name().toLowerCase(Locale.ROOT), rule);
            if (first != null && !rule.name().isEmpty()) {
                String text = "a rule `" + rule.name() + "` stands at " + first.at() + " already";
                problems.error(rule.at(), text, "Give one of the two another name.");
            }
        }
    }
}
