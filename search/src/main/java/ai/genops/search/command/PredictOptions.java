package ai.genops.search.command;

import ai.genops.search.forecast.Forecasts.Algorithm;
import ai.genops.search.forecast.Normal;

/// What `predict` is told.
///
/// @param future how many places behind the rows that are used are foretold
/// @param holdback how many of the last rows are not used
/// @param period of the season; 0: to be found
/// @param correlate the field by which LLB predicts; empty: none
/// @param suppress a field whose prediction is not shown; empty: none
record PredictOptions(
        Algorithm algorithm,
        int future,
        int holdback,
        int period,
        String correlate,
        String suppress,
        Bound lower,
        Bound upper) {
    /// No forecast is longer.
    static final int MOST = 10_000;

    static final PredictOptions DEFAULT =
            new PredictOptions(Algorithm.LLP5, 5, 0, 0, "", "", new Bound(95, ""), new Bound(95, ""));

    /// @param percent of the values that are between two such bounds
    /// @param named empty: as Splunk names it
    record Bound(int percent, String named) {
        String name(String side, String target) {
            return named.isEmpty() ? "%s%d(%s)".formatted(side, percent, target) : named;
        }

        double halfWidth() {
            return Normal.halfWidth(percent / 100.0);
        }
    }

    PredictOptions with(Algorithm other) {
        return new PredictOptions(other, future, holdback, period, correlate, suppress, lower, upper);
    }

    PredictOptions withFuture(int steps) {
        return new PredictOptions(algorithm, steps, holdback, period, correlate, suppress, lower, upper);
    }

    PredictOptions withHoldback(int rows) {
        return new PredictOptions(algorithm, future, rows, period, correlate, suppress, lower, upper);
    }

    PredictOptions withPeriod(int rows) {
        return new PredictOptions(algorithm, future, holdback, rows, correlate, suppress, lower, upper);
    }

    PredictOptions correlatedWith(String field) {
        return new PredictOptions(algorithm, future, holdback, period, field, suppress, lower, upper);
    }

    PredictOptions suppressing(String field) {
        return new PredictOptions(algorithm, future, holdback, period, correlate, field, lower, upper);
    }

    PredictOptions withLower(Bound bound) {
        return new PredictOptions(algorithm, future, holdback, period, correlate, suppress, bound, upper);
    }

    PredictOptions withUpper(Bound bound) {
        return new PredictOptions(algorithm, future, holdback, period, correlate, suppress, lower, bound);
    }
}
