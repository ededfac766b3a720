package ai.genops.search.command;

import ai.genops.search.command.Trendline.Trend;
import ai.genops.search.plan.Grid;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.Type;

/// The exponential moving average of `trendline`, an operator in Java because each value depends on the one before:
/// `EMA(t) = alpha * EMA(t-1) + (1 - alpha) * field(t)`, `alpha = 2 / (period + 1)`, as Splunk's Search Reference,
/// `trendline`, writes it. It begins with the first value and shows when there are as many values as the period says.
final class MovingAverage {
    private MovingAverage() {}

    static Relation exponential(Relation input, Trend trend, Planning planning) {
        Grid grid = Rows.fetch(input, "trendline", planning);
        var columns = new GridColumns(grid);
        double[] values = columns.numbers(trend.field());
        if (values == null) {
            var _ = planning.field(trend.field(), input.schema());
            values = new double[columns.size()];
            java.util.Arrays.fill(values, Double.NaN);
        }
        columns.put(trend.target(), Type.NUMBER, averages(values, trend.period()));
        return Rows.of(columns.grid(), "trendline", planning);
    }

    private static double[] averages(double[] values, long period) {
        double alpha = 2.0 / (period + 1);
        var averages = new double[values.length];
        double average = Double.NaN;
        long seen = 0;
        for (int i = 0; i < values.length; i++) {
            if (!Double.isNaN(values[i])) {
                seen++;
                average = Double.isNaN(average) ? values[i] : alpha * average + (1 - alpha) * values[i];
            }
            averages[i] = seen < period ? Double.NaN : average;
        }
        return averages;
    }
}
