package ai.genops.expression;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.event.Event;
import ai.genops.event.Fields;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// `docs/expressions.md`: what its tables say an example gives, it gives, and no function is without one.
class ReferenceTest {
    private static final Pattern EXAMPLE = Pattern.compile("\\| `+ ?(.+?) ?`+ \\| `+ ?(.+?) ?`+ \\|.*");

    private final Fields fields = new Fields();
    private final Scope scope =
            Scope.of(fields, new Surroundings(Map.of("REGION", "eu"), Map.of("region", "eu-1"), new ModelLookups()));

    private record Example(String source, String gives) {}

    @Test
    void everyExampleGivesWhatThePageSays() {
        Event event = event();
        List<String> wrong = new ArrayList<>();
        List<Example> examples = examples();
        for (Example example : examples) {
            String found;
            try {
                Expression expression = Expression.compile(example.source, scope);
                Object value = expression.value(event);
                found = value == null ? "undefined" : String.valueOf(JsonText.of(new Object[] {value}));
            } catch (EvaluationException | ExpressionException e) {
                found = "error: "
                        + String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            }
            if (!found.equals(example.gives)) {
                wrong.add(example.source + " gives " + found + ", by the page " + example.gives);
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(examples).hasSizeGreaterThan(200);
    }

    @Test
    void everyFunctionAndMethodHasAnExample() {
        String examples =
                String.join("\n", examples().stream().map(Example::source).toList());
        Set<String> missing = new TreeSet<>();
        for (String function : Functions.names()) {
            if (!examples.contains(function)) {
                missing.add(function);
            }
        }
        Set<String> methods = new TreeSet<>(Methods.namesFor(Type.ANY));
        methods.stream()
                .filter(method -> !examples.contains("." + method + "("))
                .forEach(missing::add);
        assertThat(missing).isEmpty();
    }

    private static List<Example> examples() {
        try {
            List<Example> examples = new ArrayList<>();
            for (String line : Files.readAllLines(Path.of("../docs/expressions.md"))) {
                Matcher matcher = EXAMPLE.matcher(line.replace("\\|", "\u0001"));
                if (matcher.matches()) {
                    examples.add(new Example(plain(matcher.group(1)), plain(matcher.group(2))));
                }
            }
            return examples;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String plain(String cell) {
        return cell.replace('\u0001', '|');
    }

    private Event event() {
        scope.define("team", Type.TEXT);
        scope.define("cost", Type.NUMBER);
        scope.define("tags", Type.LIST);
        scope.define("usage", Type.OBJECT);
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("team", "search");
        values.put("cost", 0.125);
        values.put("tags", List.of("b", "a", "c"));
        values.put("usage", Map.of("input", 1200L));
        return Events.with(Map.of("genops.cost.total", 0.125, "gen_ai.request.model", "gpt-4o"), values, fields);
    }
}
