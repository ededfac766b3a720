package ai.genops.expression;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.genops.event.Event;
import ai.genops.event.Fields;
import java.util.List;
import java.util.Map;

/// Compiles any text as an expression, a filter and code, and runs what compiles. What escapes and is not
/// documented is a finding.
final class CompilerTarget {
    private static final Map<String, Object> ATTRIBUTES = Map.of(
            "long", 42L, "double", 2.5, "text", "a,b 1", "flag", true, "numeric", "12.5", "list", List.of(1L, "x"));

    private CompilerTarget() {}

    public static void fuzzerTestOneInput(byte[] input) {
        String source = new String(input, UTF_8);
        var fields = new Fields();
        var surroundings = new Surroundings(Map.of("REGION", "eu"), Map.of("factor", 2.0), new ModelLookups());
        Scope scope = Scope.of(fields, surroundings);
        scope.define("some_number", Type.NUMBER);
        scope.define("some_text", Type.TEXT);
        Event event = Events.with(ATTRIBUTES, Map.of("some_number", 3.5, "some_text", "abc"), fields);
        run(source, scope, event);
        run(source, scope.filter(), event);
        runCode(source, scope, event);
    }

    private static void runCode(String source, Scope scope, Event event) {
        try {
            Script.names(source);
            Script script = Script.compile(source, scope, 1_000);
            script.notes().forEach(note -> note.render(source));
            script.run(event);
        } catch (ExpressionException e) {
            e.problems().forEach(problem -> problem.render(source));
        } catch (EvaluationException _) {
            // Documented: it is counted, and nothing is set.
        }
    }

    private static void run(String source, Scope scope, Event event) {
        try {
            Expression expression = Expression.compile(source, scope);
            expression.notes().forEach(note -> note.render(source));
            expression.reads(event);
            expression.value(event);
            expression.test(event);
            expression.number(event);
        } catch (ExpressionException e) {
            e.problems().forEach(problem -> problem.render(source));
        } catch (EvaluationException _) {
            // Documented: it is counted, and the event goes on.
        }
    }
}
