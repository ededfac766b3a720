package ai.genops.search.command;

import ai.genops.search.forecast.Forecast;
import ai.genops.search.forecast.Forecasts;
import ai.genops.search.forecast.Forecasts.Algorithm;
import ai.genops.search.plan.Grid;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.Type;
import ai.genops.search.spl.Cursor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// `timechart span=1d sum(cost) AS cost | predict cost future_timespan=7`: what was to be expected of each
/// row from those before it, and of rows that are yet to come, with the bounds between which 95 % are. The
/// series is that of the rows in their order. The models are [Forecasts]. Splunk, Search Reference,
/// `predict`.
record Predict(List<Field> fields, PredictOptions options, int at) implements Command.Step {
    /// @param target the forecast's name
    record Field(String name, String target) {}

    static Predict read(Cursor in) {
        return new PredictReader(in).read();
    }

    @Override
    public Relation apply(Relation input, Planning planning) {
        Grid grid = Rows.fetch(input, "predict", planning);
        int used = Math.max(grid.rows().size() - options.holdback(), 0);
        int length = Math.max(grid.rows().size(), used + options.future());
        if (length > Rows.MAX + PredictOptions.MOST) {
            throw planning.error(at, "more than %,d rows".formatted(Rows.MAX + PredictOptions.MOST), null);
        }
        var columns = new GridColumns(grid);
        while (columns.size() < length) {
            columns.addRow();
        }
        double[] times = columns.numbers("_time");
        if (times != null) {
            columns.put(
                    "_time", Type.TIME, TimeSteps.continued(times, grid.rows().size(), planning.zone()));
        }
        var forecasts = new ArrayList<Forecast>();
        for (Field field : fields) {
            double[] series = Arrays.copyOf(numbers(field.name(), columns, input, planning), used);
            checkValues(field.name(), series, planning);
            forecasts.add(
                    options.algorithm().isBivariate()
                            ? Forecasts.of(
                                    options.algorithm(), series, other(field, used, columns, input, planning), length)
                            : forecast(field.name(), series, length, planning));
        }
        for (int i = 0; i < fields.size(); i++) {
            Field field = fields.get(i);
            if (!List.of(field.name(), field.target()).contains(options.suppress())) {
                put(field, forecasts.get(i), columns);
            }
        }
        return Rows.of(columns.grid(), "predict", planning);
    }

    private double[] numbers(String name, GridColumns columns, Relation input, Planning planning) {
        double[] all = columns.numbers(name);
        if (all == null) {
            var _ = planning.field(name, input.schema());
            throw planning.error(at, "`%s` is not there to be predicted".formatted(name), null);
        }
        return all;
    }

    /// The series that goes with a field's: what LLB predicts by is known where the field is held back, too.
    private double[] other(Field field, int used, GridColumns columns, Relation input, Planning planning) {
        if (options.algorithm() == Algorithm.LLB) {
            return numbers(options.correlate(), columns, input, planning);
        }
        Field other = field.equals(fields.getFirst()) ? fields.getLast() : fields.getFirst();
        return Arrays.copyOf(numbers(other.name(), columns, input, planning), used);
    }

    private void checkValues(String name, double[] series, Planning planning) {
        Algorithm algorithm = options.algorithm();
        long values =
                Arrays.stream(series).filter(value -> !Double.isNaN(value)).count();
        if (values < algorithm.least()) {
            throw planning.error(
                    at,
                    "%s needs at least %d values, `%s` has %d%s"
                            .formatted(
                                    algorithm,
                                    algorithm.least(),
                                    name,
                                    values,
                                    options.holdback() > 0 ? " that are not held back" : ""),
                    "Search a longer time, or timechart with a shorter span.");
        }
    }

    private Forecast forecast(String name, double[] series, int length, Planning planning) {
        Algorithm algorithm = options.algorithm();
        int period = 1;
        if (algorithm == Algorithm.LLP || algorithm == Algorithm.LLP5) {
            period = options.period() > 0 ? options.period() : Forecasts.period(series);
            if (period * 2 > series.length && options.period() > 0) {
                throw planning.error(
                        at,
                        "a period of %d needs at least %d rows, there are %d"
                                .formatted(period, period * 2, series.length),
                        null);
            }
            if (period < 2) {
                planning.info("`predict` found no period in `%s`".formatted(name)
                        + (algorithm == Algorithm.LLP ? " and takes LL" : " and takes LLT"));
            }
        }
        return Forecasts.of(algorithm, series, length, period);
    }

    private void put(Field field, Forecast forecast, GridColumns columns) {
        columns.put(field.target(), Type.NUMBER, forecast.means());
        columns.put(
                options.lower().name("lower", field.target()),
                Type.NUMBER,
                bound(forecast, -options.lower().halfWidth()));
        columns.put(
                options.upper().name("upper", field.target()),
                Type.NUMBER,
                bound(forecast, options.upper().halfWidth()));
    }

    private static double[] bound(Forecast forecast, double deviations) {
        var bound = new double[forecast.means().length];
        for (int i = 0; i < bound.length; i++) {
            bound[i] = forecast.means()[i] + deviations * Math.sqrt(forecast.variances()[i]);
        }
        return bound;
    }
}
