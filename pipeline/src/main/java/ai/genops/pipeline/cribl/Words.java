package ai.genops.pipeline.cribl;

import ai.genops.event.Own;
import ai.genops.expression.Expression;
import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.Yaml;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The names a pipeline's expressions use, found as words: one too many is a field that is never set.
final class Words {
    /// What an event has without anybody setting it.
    private static final Set<String> OWN = Set.of(
            "attributes resource events kind trace_id span_id parent_span_id duration_ms _time timestamp _raw _random"
                    .split(" ", -1));

    private static final Set<String> OWN_TOO =
            Set.of("__inputId sample_rate pipeline name status event_name".split(" ", -1));

    private static final Set<String> LANGUAGE =
            Set.of("true false null undefined NaN Infinity typeof void in new function return Math JSON C Date __e"
                    .split(" ", -1));

    private static final Set<String> HOLD_EXPRESSIONS =
            Set.of("filter", "value", "eventField", "srcExpr", "srcField", "source", "keyExpr");

    private static final Pattern TEXTS = Pattern.compile(
            "'(?:[^'\\\\]|\\\\.)*+'|\"(?:[^\"\\\\]|\\\\.)*+\"|/(?:[^/\\\\\\n ]|\\\\.)++/[dgimsuvy]*+(?=\\s*\\.)");
    private static final Pattern WORD = Pattern.compile("(?<![\\w.$])([A-Za-z_$][\\w$]*+)(?!\\s*(?:[(.\\[]|=>))");

    private Words() {}

    static boolean isOwn(String name) {
        Own own = Own.ofWord(name);
        return OWN.contains(name) || OWN_TOO.contains(name) || (own != null && own.isOpenTelemetrys());
    }

    /// Those of all expressions under `yaml`, but for what every event or the language has.
    static Set<String> usedIn(Yaml yaml) {
        Set<String> used = new LinkedHashSet<>();
        collect(yaml, used);
        return used;
    }

    private static void collect(Yaml yaml, Set<String> used) {
        switch (yaml) {
            case Yaml.Scalar _ -> {}
            case Yaml.Sequence list -> list.items().forEach(item -> collect(item, used));
            case Yaml.Mapping mapping ->
                mapping.members().forEach((key, member) -> {
                    if (member.value() instanceof Yaml.Scalar scalar && HOLD_EXPRESSIONS.contains(key)) {
                        words(scalar.text(), used);
                    } else if (member.value() instanceof Yaml.Sequence list && key.equals("aggregations")) {
                        list.items().forEach(item -> words(item instanceof Yaml.Scalar text ? text.text() : "", used));
                    } else {
                        collect(member.value(), used);
                    }
                });
        }
    }

    private static void words(String expression, Set<String> used) {
        Matcher words = WORD.matcher(TEXTS.matcher(Expression.words(expression)).replaceAll("''"));
        while (words.find()) {
            String word = words.group(1);
            if (!isOwn(word) && !LANGUAGE.contains(word)) {
                used.add(word);
            }
        }
    }

    /// Whether a function does something for all events, as Cribl writes it.
    static boolean isAlways(Section function) {
        String filter = function.text("filter", "true");
        return filter.isEmpty() || filter.equals("true");
    }
}
