package ai.genops.expression;

import ai.genops.event.AttributeName;
import ai.genops.event.Event;
import ai.genops.event.JsonBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Text with holes, `${expression}`, filled in from an event. A `$` that no brace follows is itself, so `$${x}` is a
/// dollar sign and then the value. In text a hole whose value is undefined or null is empty.
///
/// A hole that holds nothing but a name in capitals, `${API_KEY}`, and that no field has, is a setting: taken from
/// the environment when the template is compiled. Safe for concurrent use on different events.
public final class Template {
    private final List<Part> parts;
    private final List<String> unset;
    private final List<Problem> notes;

    private Template(List<Part> parts, List<String> unset, List<Problem> notes) {
        this.parts = parts;
        this.unset = unset;
        this.notes = notes;
    }

    /// What a template is made of, in its order.
    sealed interface Part {
        /// The same for every event; JSON in a JSON template.
        final class Fixed implements Part {
            private final String text;
            private final byte[] utf8;

            Fixed(String text) {
                this.text = text;
                this.utf8 = text.getBytes(StandardCharsets.UTF_8);
            }
        }

        /// A hole in plain text.
        record InText(Expression expression) implements Part {}

        /// A hole inside a JSON string: the value's text, escaped.
        record InString(Expression expression) implements Part {}

        /// A hole that is a JSON value itself.
        record Value(Expression expression) implements Part {}
    }

    /// A template of plain text. `settings` gives the value of a setting, or null if it is not set.
    /// Throws [ExpressionException].
    public static Template compileText(String source, Scope scope, Function<String, @Nullable String> settings) {
        var holes = new Holes(source, scope, settings);
        return finish(holes, TextTemplate.parse(source, holes));
    }

    /// A template whose text is JSON. Whatever the values are, the result is JSON: values inside strings are escaped,
    /// others become JSON values, undefined and NaN null. Throws [ExpressionException].
    public static Template compileJson(String source, Scope scope, Function<String, @Nullable String> settings) {
        var holes = new Holes(source, scope, settings);
        return finish(holes, new JsonTemplate(source, holes).parse());
    }

    private static Template finish(Holes holes, List<Part> parts) {
        holes.problems().throwIfAny();
        return new Template(List.copyOf(parts), holes.unset(), holes.problems().notes());
    }

    /// Settings it needs and that are not set. What uses it is then not configured; filled in, they are empty.
    public List<String> unset() {
        return unset;
    }

    public List<Problem> notes() {
        return notes;
    }

    /// The expression, if the template is one hole and nothing else: its value need not become text.
    public @Nullable Expression only() {
        return parts.size() == 1 ? expressionOf(parts.getFirst()) : null;
    }

    /// The attributes it reads by name.
    public Set<AttributeName> attributes() {
        Set<AttributeName> attributes = new LinkedHashSet<>();
        for (Part part : parts) {
            Expression expression = expressionOf(part);
            if (expression != null) {
                attributes.addAll(expression.attributes());
            }
        }
        return attributes;
    }

    private static @Nullable Expression expressionOf(Part part) {
        return switch (part) {
            case Part.Fixed _ -> null;
            case Part.InText(var expression) -> expression;
            case Part.InString(var expression) -> expression;
            case Part.Value(var expression) -> expression;
        };
    }

    /// Writes the result to the end of `out`. Throws [EvaluationException], having written a part of it.
    public void write(Event event, JsonBuffer out) {
        write(event, out, UnaryOperator.identity());
    }

    /// The same, with `escape` applied to every value that is filled into plain text: so that it cannot become markup.
    public void write(Event event, JsonBuffer out, UnaryOperator<String> escape) {
        for (Part part : parts) {
            switch (part) {
                case Part.Fixed fixed -> out.raw(fixed.utf8);
                case Part.InText(var expression) ->
                    out.raw(escape.apply(text(expression, event)).getBytes(StandardCharsets.UTF_8));
                case Part.InString(var expression) -> out.insideText(text(expression, event));
                case Part.Value(var expression) -> out.value(expression.value(event));
            }
        }
    }

    /// The result as text. Throws [EvaluationException].
    public String text(Event event) {
        var out = new JsonBuffer(256);
        write(event, out);
        return out.toString();
    }

    /// The result of a text template, or null if one of its holes has no value on this event.
    public @Nullable String textIfComplete(Event event) {
        var text = new StringBuilder();
        for (Part part : parts) {
            Expression expression = expressionOf(part);
            Object value = expression == null ? ((Part.Fixed) part).text : expression.value(event);
            if (value == null) {
                return null;
            }
            text.append(Values.text(value));
        }
        return text.toString();
    }

    private static String text(Expression expression, Event event) {
        Object value = expression.value(event);
        return value == null ? "" : Values.text(value);
    }
}
