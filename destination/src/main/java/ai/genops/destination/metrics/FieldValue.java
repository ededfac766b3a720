package ai.genops.destination.metrics;

import ai.genops.event.Event;
import ai.genops.event.Fields;
import ai.genops.expression.Expression;
import ai.genops.expression.ExpressionException;
import ai.genops.expression.Problem;
import ai.genops.expression.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// An expression that has no value on events on which none of the fields it reads has one: `is_violation ? 1 : 0`
/// says nothing about an event that no policy has judged. Safe for concurrent use on different events.
final class FieldValue {
    private static final Pattern NAME = Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$]*");

    private final Expression expression;
    /// The fields it reads. Empty: it reads none, and always has a value.
    private final List<Expression> fields;

    private FieldValue(Expression expression, List<Expression> fields) {
        this.expression = expression;
        this.fields = fields;
    }

    /// Throws [ExpressionException].
    static FieldValue compile(String source, Scope scope) {
        return of(Expression.compile(source, scope), scope);
    }

    static FieldValue of(Expression expression, Scope scope) {
        return new FieldValue(expression, fields(expression.source(), scope));
    }

    /// Throws [ai.genops.expression.EvaluationException].
    @Nullable
    Object of(Event event) {
        return fields.isEmpty() || fields.stream().anyMatch(field -> field.value(event) != null)
                ? expression.value(event)
                : null;
    }

    /// The names that are legal in `scope` and would not be without it: those are its fields.
    private static List<Expression> fields(String source, Scope scope) {
        List<Expression> fields = new ArrayList<>();
        try {
            Expression.compile(source, Scope.of(new Fields()));
        } catch (ExpressionException e) {
            for (Problem problem : e.problems()) {
                Matcher name = NAME.matcher(source).region(problem.offset(), source.length());
                if (name.lookingAt()) {
                    fields.add(Expression.compile(name.group(), scope));
                }
            }
        }
        return List.copyOf(fields);
    }
}
