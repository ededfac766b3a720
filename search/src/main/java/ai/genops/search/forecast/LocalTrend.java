package ai.genops.search.forecast;

/// A level and a slope, which both move by chance, observed with noise: `LLT`:
///
/// ```
/// observed(t) = level(t) + noise
/// level(t)    = level(t - 1) + slope(t - 1) + step
/// slope(t)    = slope(t - 1) + bend
/// ```
///
/// The ratios are the step's and the bend's variance to the noise's. The first two values are the first
/// level and slope (a diffuse prior). Durbin and Koopman, Time Series Analysis by State Space Methods,
/// section 3.2.
record LocalTrend() implements Model {
    @Override
    public int ratios() {
        return 2;
    }

    @Override
    public Run run(double[] series, int length, double[] ratios) {
        Forecast forecast = Forecast.ofLength(length);
        var likelihood = new Likelihood();
        State state = null;
        int first = -1;
        for (int t = 0; t < length; t++) {
            double value = t < series.length ? series[t] : Double.NaN;
            boolean there = !Double.isNaN(value);
            if (state != null) {
                forecast.means()[t] = state.level;
                forecast.variances()[t] = state.level2 + 1;
                if (there) {
                    likelihood.add(value - state.level, state.level2 + 1);
                    state.observe(value);
                }
                state.step(ratios);
            } else if (there && first < 0) {
                first = t;
            } else if (there) {
                state = State.of(series[first], value, t - first, ratios);
                state.step(ratios);
            }
        }
        return likelihood.of(forecast);
    }

    /// Level and slope as they are expected, with their variances and covariance.
    private static final class State {
        private double level;
        private double slope;
        private double level2;
        private double both;
        private double slope2;

        /// What two values say, the second so many steps behind the first.
        static State of(double first, double second, int distance, double[] ratios) {
            var state = new State();
            double steps = distance;
            // Of the first value: its noise, and what has moved since, seen from the second.
            double moved = 1 + steps * ratios[0] + ratios[1] * steps * (steps + 1) * (2 * steps + 1) / 6;
            state.level = second;
            state.slope = (second - first) / steps;
            state.level2 = 1;
            state.both = 1 / steps;
            state.slope2 = (1 + moved) / (steps * steps);
            return state;
        }

        void observe(double value) {
            double total = level2 + 1;
            double gain = level2 / total;
            double slopeGain = both / total;
            double difference = value - level;
            level += gain * difference;
            slope += slopeGain * difference;
            slope2 -= slopeGain * both;
            both *= 1 - gain;
            level2 *= 1 - gain;
        }

        void step(double[] ratios) {
            level += slope;
            level2 += 2 * both + slope2 + ratios[0];
            both += slope2;
            slope2 += ratios[1];
        }
    }
}
