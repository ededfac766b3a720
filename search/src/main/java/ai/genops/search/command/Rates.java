package ai.genops.search.command;

import static ai.genops.search.plan.Expr.call;

import ai.genops.search.plan.Coerce;
import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Expr.Num;
import ai.genops.search.plan.Op;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.Span;
import ai.genops.search.plan.Type;
import java.util.List;
import java.util.Map;

/// `per_second(x)`, `per_minute(x)`, `per_hour(x)`, `per_day(x)` of `timechart`: the sum of a span by its length.
final class Rates {
    private static final Map<String, Integer> SECONDS =
            Map.of("per_second", 1, "per_minute", 60, "per_hour", 3_600, "per_day", 86_400);

    private Rates() {}

    static List<Aggregation> sums(List<Aggregation> aggregations) {
        return aggregations.stream()
                .map(each -> SECONDS.containsKey(each.function())
                        ? new Aggregation("sum", each.field(), each.value(), each.name(), each.aliased(), each.at())
                        : each)
                .toList();
    }

    static Relation divided(Relation chart, List<Aggregation> aggregations, Span width, int at, Planning planning) {
        Relation rows = chart;
        for (Aggregation rate : aggregations) {
            Integer seconds = SECONDS.get(rate.function());
            if (seconds == null) {
                continue;
            }
            if (width.seconds() < 0) {
                throw planning.error(at, "`%s` needs spans of equal length".formatted(rate.function()), "Use span=1d.");
            }
            for (Map.Entry<String, Expr> column : chart.schema().columns().entrySet()) {
                if (isOf(rate, column.getKey(), aggregations.size())) {
                    Expr number = Coerce.number(column.getValue());
                    Expr value = call(Op.MULTIPLY, Type.NUMBER, number, new Num(seconds / width.seconds()));
                    rows = rows.define(column.getKey(), planning.column(Type.NUMBER), value);
                }
            }
        }
        return rows;
    }

    private static boolean isOf(Aggregation rate, String column, int aggregations) {
        return !column.equals("_time")
                && (aggregations == 1 || column.equals(rate.name()) || column.startsWith(rate.name() + ": "));
    }
}
