package ai.genops.search.forecast;

import java.util.Arrays;

/// Foretells series by the models that Splunk's `predict` names. A model's variances are the most likely ones.
/// Thread-safe.
public final class Forecasts {
    /// Models by their names in Splunk.
    public enum Algorithm {
        /// Local level: neither trend nor season.
        LL(2),
        /// Local level and trend.
        LLT(3),
        /// A local level for each place of a period.
        LLP(2),
        /// LLT and, where there is a period, LLP, each the more the surer it is.
        LLP5(3),
        /// A local level that moves together with another series', whose values are known beforehand.
        LLB(2),
        /// Two local levels that move together.
        BILL(2);

        private final int least;

        Algorithm(int least) {
            this.least = least;
        }

        /// Of how many values it takes at least; one with periods of at least two periods as well.
        public int least() {
            return least;
        }

        @Override
        public String toString() {
            return this == BILL ? "BiLL" : name();
        }

        /// Whether it is of two series.
        public boolean isBivariate() {
            return this == LLB || this == BILL;
        }
    }

    /// No longer period is looked for.
    public static final int LONGEST_PERIOD = 2000;

    private Forecasts() {}

    /// What is expected of a series, from its beginning.
    ///
    /// @param series NaN where a value is missing
    /// @param length of the forecast, at least that of the series
    /// @param period of a season, 1 if there is none
    /// @throws IllegalArgumentException if the algorithm is of two series
    public static Forecast of(Algorithm algorithm, double[] series, int length, int period) {
        return switch (algorithm) {
            case LL -> fitted(new LocalLevel(1), series, length);
            case LLT -> fitted(new LocalTrend(), series, length);
            case LLP -> fitted(new LocalLevel(period), series, length);
            case LLP5 -> {
                Forecast trend = fitted(new LocalTrend(), series, length);
                yield period < 2 ? trend : together(trend, fitted(new LocalLevel(period), series, length));
            }
            case LLB, BILL -> throw new IllegalArgumentException(algorithm + " is of two series");
        };
    }

    /// What is expected of the first of two series that go together.
    ///
    /// @param series NaN where a value is missing
    /// @param other likewise; for LLB as far as it is known, else as far as `series`
    /// @param length of the forecast, at least that of the series
    public static Forecast of(Algorithm algorithm, double[] series, double[] other, int length) {
        return fitted(new BivariateLevel(other, algorithm == Algorithm.LLB), series, length);
    }

    private static Forecast fitted(Model model, double[] series, int length) {
        Model.Run run = Fit.of(model, series, length);
        return new Forecast(
                run.forecast().means(),
                Arrays.stream(run.forecast().variances())
                        .map(each -> each * run.noise())
                        .toArray());
    }

    /// Both weighted by the inverse of their variances; the variance is weighted alike.
    private static Forecast together(Forecast one, Forecast other) {
        Forecast both = Forecast.ofLength(one.means().length);
        for (int t = 0; t < one.means().length; t++) {
            double first = weight(one.variances()[t], other.variances()[t]);
            both.means()[t] = mixed(one.means()[t], other.means()[t], first);
            both.variances()[t] = mixed(one.variances()[t], other.variances()[t], first);
        }
        return both;
    }

    private static double mixed(double one, double other, double first) {
        return first == 1 ? one : first == 0 ? other : first * one + (1 - first) * other;
    }

    private static double weight(double one, double other) {
        if (Double.isNaN(other)) {
            return 1;
        }
        if (Double.isNaN(one)) {
            return 0;
        }
        return one + other == 0 ? 0.5 : other / (one + other);
    }

    /// The period after which a series is most like itself, trend aside; 1 if it is like itself after none.
    /// At least two periods are in a series.
    public static int period(double[] series) {
        double[] level = withoutTrend(series);
        double all = 0;
        for (double value : level) {
            all += value * value;
        }
        // What is left of a straight line is what rounding has left.
        double scale = Arrays.stream(series)
                .filter(Double::isFinite)
                .map(Math::abs)
                .max()
                .orElse(0);
        int best = 1;
        double likest = 0.3;
        if (all <= 1e-18 * scale * scale * series.length) {
            return 1;
        }
        double before = alike(level, 1, all);
        for (int period = 2; period <= Math.min(series.length / 2, LONGEST_PERIOD); period++) {
            double here = alike(level, period, all);
            double after = alike(level, period + 1, all);
            if (here > before && here >= after && here > likest + 0.02) {
                likest = here;
                best = period;
            }
            before = here;
        }
        return best;
    }

    private static double alike(double[] level, int distance, double all) {
        double sum = 0;
        for (int t = distance; t < level.length; t++) {
            sum += level[t] * level[t - distance];
        }
        // As many products as there are squares, or a long period would seem less like itself.
        return sum / all * level.length / (level.length - distance);
    }

    /// What is left of a straight line through the values; 0 where one is missing.
    private static double[] withoutTrend(double[] series) {
        double n = 0;
        double times = 0;
        double values = 0;
        for (int t = 0; t < series.length; t++) {
            if (!Double.isNaN(series[t])) {
                n++;
                times += t;
                values += series[t];
            }
        }
        double products = 0;
        double squares = 0;
        for (int t = 0; t < series.length; t++) {
            if (!Double.isNaN(series[t])) {
                products += (t - times / n) * (series[t] - values / n);
                squares += (t - times / n) * (t - times / n);
            }
        }
        double slope = squares == 0 ? 0 : products / squares;
        var left = new double[series.length];
        for (int t = 0; t < series.length; t++) {
            left[t] = Double.isNaN(series[t]) ? 0 : series[t] - values / n - slope * (t - times / n);
        }
        return left;
    }
}
