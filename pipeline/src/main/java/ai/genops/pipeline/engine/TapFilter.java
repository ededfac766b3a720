package ai.genops.pipeline.engine;

import ai.genops.event.Fields;
import ai.genops.expression.Expression;
import ai.genops.expression.Scope;
import ai.genops.expression.Type;
import ai.genops.pipeline.config.Location;
import ai.genops.pipeline.processor.Condition;
import ai.genops.pipeline.processor.Guarded;

/// What a viewer wants to see, as an expression over the names that events have where they are looked at.
public final class TapFilter {
    private TapFilter() {}

    /// At the source; `expression` is empty for all.
    /// @throws ai.genops.expression.ExpressionException with all that is wrong with it
    public static Condition atSource(String expression) {
        return compile(expression, Scope.of(new Fields()));
    }

    /// Inside a pipeline.
    /// @throws ai.genops.expression.ExpressionException with all that is wrong with it
    public static Condition inside(Pipeline pipeline, String expression) {
        Fields fields = pipeline.fields();
        Scope scope = Scope.of(fields);
        fields.names().forEach(name -> scope.define(name, Type.ANY));
        return compile(expression, scope);
    }

    private static Condition compile(String expression, Scope scope) {
        return expression.isBlank()
                ? Condition.ALWAYS
                : new Guarded(
                        Expression.compile(expression, scope.filter()), "tap", expression, Location.of("--filter"));
    }
}
