package ai.genops.expression;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.event.Event;
import ai.genops.event.Fields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Code sets what Rhino's engine sets.
class ScriptDifferentialTest {
    private static final int PROGRAMS = Integer.getInteger("programs", 2_000);

    private final Fields fields = new Fields();
    private final Scope scope = Scope.of(fields);
    private final Map<String, Object> values = values();

    @Test
    void whatIsPastedSetsWhatRhinoSets() {
        List<String> differences = new ArrayList<>();
        try (var oracle = new Oracle()) {
            Programs.PASTED.forEach(source -> compare(source, oracle, differences));
        }
        assertThat(differences).isEmpty();
    }

    @Test
    void generatedCodeSetsWhatRhinoSets() {
        long seed = Long.getLong("seed", 20261123);
        var programs = new Programs(new SplittableRandom(seed));
        List<String> differences = new ArrayList<>();
        try (var oracle = new Oracle()) {
            for (int i = 0; i < PROGRAMS; i++) {
                compare(programs.next(), oracle, differences);
            }
        }
        assertThat(differences).as("seed %d: %d", seed, differences.size()).isEmpty();
    }

    private void compare(String source, Oracle oracle, List<String> differences) {
        Object found;
        try {
            found = ours(source);
        } catch (ExpressionException e) {
            differences.add(source + "\ndoes not compile: " + e.getMessage());
            return;
        }
        oracle.see(event());
        oracle.set("__e", values);
        Object expected;
        try {
            expected = oracle.evaluate(oracle.compile("(function () {" + rhinos(source) + "\n})(); __e"));
        } catch (StackOverflowError e) {
            expected = Oracle.ERROR; // an array in itself has no end there, and is an error here
        }
        boolean isLong = Oracle.ERROR.equals(found) && String.valueOf(expected).length() > 100_000;
        if (!isLong && !Objects.equals(found, expected)) {
            differences.add(source + "\ngives " + found + "\nRhino " + expected);
        }
    }

    /// Rhino knows no constants in the heads of loops.
    private static String rhinos(String source) {
        return source.replace("for (const ", "for (let ");
    }

    private @Nullable Object ours(String source) {
        Script script = Script.compile(source, scope, Script.ROUNDS);
        Script.Result result;
        try {
            result = script.run(event());
        } catch (EvaluationException e) {
            return Oracle.ERROR;
        }
        Map<String, @Nullable Object> all = new LinkedHashMap<>(values);
        for (int i = 0; i < result.outcomes().size(); i++) {
            Object outcome = result.outcomes().get(i);
            String name = script.changes().get(i).name();
            if (outcome == null || outcome == Script.Outcome.DELETED) {
                all.remove(name);
            } else if (outcome != Script.Outcome.UNCHANGED) {
                all.put(name, outcome);
            }
        }
        result.attributes().forEach((name, value) -> {
            all.remove(name);
            if (value != null) {
                all.put(name, value);
            }
        });
        return Oracle.normal(all);
    }

    ScriptDifferentialTest() {
        values.keySet().forEach(name -> scope.define(name, Type.ANY));
    }

    private Event event() {
        return Events.with(Map.of(), values, fields);
    }

    private static Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("n", 5L);
        values.put("t", "some text");
        values.put("list", List.of(1L, "two", 3.5));
        values.put("object", Map.of("inner", "value", "deep", Map.of("x", 1L)));
        return values;
    }
}
