package ai.genops.expression;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.event.Event;
import ai.genops.event.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DifferentialTest {
    private static final int EXPRESSIONS = Integer.getInteger("expressions", 10_000);

    private final Fields fields = new Fields();
    private final Scope scope = scope();

    @Test
    void generatedExpressionsGiveWhatRhinoGives() {
        long seed = Long.getLong("seed", 20261121);
        var generator = new Generator(new SplittableRandom(seed));
        List<String> differences = new ArrayList<>();
        int errors = 0;
        try (var oracle = new Oracle()) {
            List<Event> events = events();
            for (int i = 0; i < EXPRESSIONS; i++) {
                String source = generator.next();
                for (Event event : events) {
                    errors += compare(source, event, oracle, differences) ? 1 : 0;
                }
            }
        }
        assertThat(differences)
                .as("seed %d: %d differences", seed, differences.size())
                .isEmpty();
        assertThat(errors).isBetween(EXPRESSIONS / 50, EXPRESSIONS * 2);
    }

    /// Each template alone, with simple parts: what the generator only reaches by luck.
    @Test
    void everyTemplateGivesWhatRhinoGives() {
        var generator = new Generator(new SplittableRandom(3));
        List<String> differences = new ArrayList<>();
        int compared = 0;
        try (var oracle = new Oracle()) {
            for (String source : generator.everyTemplate(12)) {
                for (Event event : events()) {
                    compare(source, event, oracle, differences);
                    compared++;
                }
            }
        }
        assertThat(differences).isEmpty();
        assertThat(compared).isGreaterThan(5_000);
    }

    @Test
    void fractionsInEveryBaseAreThoseOfRhino() {
        var random = new SplittableRandom(11);
        try (var oracle = new Oracle()) {
            for (int i = 0; i < 2_000; i++) {
                double value =
                        i % 3 == 0 ? random.nextDouble() : Math.scalb(random.nextDouble(), random.nextInt(-60, 40));
                int radix = 2 + i % 35;
                assertThat(NumberText.radix(value, radix))
                        .as("%s in base %d", value, radix)
                        .isEqualTo(oracle.evaluate(oracle.compile("(" + value + ").toString(" + radix + ")")));
            }
        }
    }

    /// Whether evaluating failed, on both sides.
    private boolean compare(String source, Event event, Oracle oracle, List<String> differences) {
        Expression expression;
        try {
            expression = Expression.compile(source, scope);
        } catch (ExpressionException e) {
            differences.add(source + " does not compile: " + e.getMessage());
            return true;
        }
        oracle.see(event);
        Object expected = oracle.evaluate(oracle.compile(source));
        Object found = Oracle.ours(expression, event);
        if (!Objects.equals(found, expected) && !isRhinosFault(source, found, expected)) {
            differences.add(source + " gives " + show(found) + ", by Rhino " + show(expected));
        }
        boolean failed = Oracle.ERROR.equals(expected);
        if (!failed && !isSetToItsValue(expression, event)) {
            differences.add(source + " sets a field to something else than its value");
        }
        return failed;
    }

    private boolean isSetToItsValue(Expression expression, Event event) {
        int slot = fields.find("set_to");
        expression.set(event, slot);
        return Objects.equals(event.field(slot), expression.value(event));
    }

    /// Rhino gives -0 for 0 - false, where the standard has 0.
    private static boolean isRhinosFault(String source, @Nullable Object found, @Nullable Object expected) {
        return source.contains(" - ") && Objects.equals(found, 0.0) && Objects.equals(expected, -0.0);
    }

    private static String show(@Nullable Object value) {
        return value instanceof String text ? "'" + text + "'" : String.valueOf(value);
    }

    private Scope scope() {
        Scope scope = Scope.of(fields);
        scope.define("some_any", Type.ANY);
        scope.define("some_number", Type.NUMBER);
        scope.define("some_text", Type.TEXT);
        scope.define("some_flag", Type.BOOLEAN);
        scope.define("set_to", Type.ANY);
        return scope;
    }

    private List<Event> events() {
        Map<String, Object> all = Map.of(
                "long",
                42L,
                "double",
                0.5,
                "numeric",
                "17.25",
                "text",
                "some text",
                "flag",
                true,
                "maybe",
                "there",
                "list",
                List.of(1L, "two", 3.5),
                "object",
                Map.of("inner", "value"));
        Map<String, Object> odd = Map.of(
                "long",
                -9_007_199_254_740_991L,
                "double",
                -1e-7,
                "numeric",
                "-0",
                "text",
                "",
                "flag",
                false,
                "list",
                List.of(),
                "object",
                Map.of());
        return List.of(
                Events.with(
                        all,
                        Map.of("some_any", 5.0, "some_number", 0.1, "some_text", "Field", "some_flag", true),
                        fields),
                Events.with(
                        odd,
                        Map.of("some_any", "x", "some_number", 1e21, "some_text", "7", "some_flag", false),
                        fields),
                Events.with(all, Map.of("some_number", -3.5, "some_any", List.of(2L, "b")), fields),
                Events.with(odd, Map.of("some_any", true, "some_text", " spaced "), fields));
    }
}
