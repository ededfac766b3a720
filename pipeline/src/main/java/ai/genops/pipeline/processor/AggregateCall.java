package ai.genops.pipeline.processor;

import ai.genops.pipeline.config.Names;
import ai.genops.pipeline.config.Yaml;
import ai.genops.pipeline.processor.aggregate.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One aggregate as it is written: `sum(cost)`, `count()`, `quantile(duration_ms, 0.95)`.
///
/// @param argument an expression; null for `count()`
/// @param quantile which one, for a quantile
record AggregateCall(Function function, Yaml.@Nullable Scalar argument, double quantile) {
    private static final Pattern CALL = Pattern.compile("\\s*(\\w+)\\s*\\((.*)\\)\\s*", Pattern.DOTALL);
    private static final String EXAMPLE = "Such as `cost_sum: sum(cost)` or `calls: count()`.";

    /// Null, with a problem, for what cannot be read.
    static @Nullable AggregateCall read(Yaml.Scalar source, PipelineScope scope) {
        Matcher call = CALL.matcher(source.text());
        if (!call.matches()) {
            scope.problems()
                    .error(source.at(), "`" + source.text().strip() + "` is no function of an expression", EXAMPLE);
            return null;
        }
        Function function = Function.find(call.group(1));
        if (function == null) {
            scope.problems()
                    .error(
                            source.at(),
                            "`" + call.group(1) + "` is no function of an aggregate",
                            Names.didYouMean(call.group(1), Function.labels()));
            return null;
        }
        return function == Function.QUANTILE
                ? quantile(source, call, scope)
                : new AggregateCall(function, argument(source, function, call.start(2), call.end(2), scope), 0);
    }

    private static @Nullable AggregateCall quantile(Yaml.Scalar source, Matcher call, PipelineScope scope) {
        int comma = call.group(2).lastIndexOf(',');
        double quantile = comma < 0 ? Double.NaN : number(call.group(2).substring(comma + 1));
        if (!(quantile > 0 && quantile < 1)) {
            scope.problems()
                    .error(
                            source.at(),
                            "a quantile needs a number between 0 and 1 after the expression, found `"
                                    + call.group(2).substring(comma + 1).strip() + "`",
                            "Such as `quantile(duration_ms, 0.95)`; use `min` and `max` for the ends.");
            return null;
        }
        int end = call.start(2) + comma;
        return new AggregateCall(
                Function.QUANTILE, argument(source, Function.QUANTILE, call.start(2), end, scope), quantile);
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text.strip());
        } catch (NumberFormatException _) {
            return Double.NaN;
        }
    }

    private static Yaml.@Nullable Scalar argument(
            Yaml.Scalar source, Function function, int from, int to, PipelineScope scope) {
        String text = source.text();
        if (text.substring(from, to).isBlank()) {
            scope.problems()
                    .require(
                            function == Function.COUNT,
                            source.at(),
                            "`" + function.label() + "` needs an expression to work on",
                            "Such as `" + function.label() + "(duration_ms"
                                    + (function == Function.QUANTILE ? ", 0.95)`." : ")`."));
            return null;
        }
        int line =
                1 + (int) text.substring(0, from).chars().filter(c -> c == '\n').count();
        int column = from - text.lastIndexOf('\n', from - 1);
        return new Yaml.Scalar(source.at(), source.textAt().within(line, column), text.substring(from, to), true);
    }
}
