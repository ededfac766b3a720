package ai.genops.search.forecast;

/// Two series whose levels move by chance, in part together, observed with noise that goes together alike: `LLB`,
/// `BiLL`:
///
/// ```
/// observed(t) = level(t) + noise            of both series, as vectors
/// level(t)    = level(t - 1) + step
/// ```
///
/// The ratio is the steps' covariance to the noise's, of which one is a multiple of the other (a homogeneous model), so
/// that one gain follows both levels and the noise's covariance follows from the differences. The first values that
/// stand side by side are the first levels: nothing is expected before. Harvey, Forecasting, Structural Time Series
/// Models and the Kalman Filter, section 8.3.
///
/// @param other the series that goes with the one that is foretold; NaN where a value is missing
/// @param simultaneous whether what the other one is at a place is known when this one is foretold (`LLB`)
@SuppressWarnings("ArrayRecordComponent") // never compared
record BivariateLevel(double[] other, boolean simultaneous) implements Model {
    @Override
    public int ratios() {
        return 1;
    }

    @Override
    public Run run(double[] series, int length, double[] ratios) {
        var noise = new Covariance();
        double likelihood = fit(series, ratios[0], noise);
        Forecast forecast = Forecast.ofLength(length);
        State state = null;
        for (int t = 0; t < length; t++) {
            double one = at(series, t);
            double two = at(other, t);
            if (state != null) {
                state.foretell(forecast, t, simultaneous ? two : Double.NaN);
                state.observe(one, two);
                state.moved.add(ratios[0], noise);
            } else if (!Double.isNaN(one) && !Double.isNaN(two)) {
                state = new State(one, two, noise);
                state.moved.add(1 + ratios[0], noise);
            }
        }
        return new Run(forecast, 1, likelihood);
    }

    private static double at(double[] series, int t) {
        return t < series.length ? series[t] : Double.NaN;
    }

    /// The logarithm of how likely both series are, and the noise under which they are most so: of places where both
    /// are there.
    private double fit(double[] series, double ratio, Covariance noise) {
        double one = Double.NaN;
        double two = Double.NaN;
        double variance = 0;
        double logs = 0;
        int count = 0;
        for (int t = 0; t < series.length; t++) {
            double first = series[t];
            double second = at(other, t);
            if (!Double.isNaN(first) && !Double.isNaN(second)) {
                boolean known = !Double.isNaN(one);
                double total = variance + 1;
                double gain = known ? variance / total : 1;
                if (known) {
                    noise.addSquare(first - one, second - two, total);
                    logs += Math.log(total);
                    count++;
                }
                one = known ? one + gain * (first - one) : first;
                two = known ? two + gain * (second - two) : second;
                variance = known ? variance * (1 - gain) : 1;
            }
            variance += ratio;
        }
        if (count == 0) {
            return 0;
        }
        noise.divide(count);
        return -0.5 * (count * Math.log(noise.determinant()) + 2 * logs);
    }

    /// Variances of two values, and how they go together.
    private static final class Covariance {
        /// Two series of which one follows from the other are as if they nearly did.
        private static final double NEARLY = 1e-12;

        private double one;
        private double both;
        private double two;

        void addSquare(double first, double second, double total) {
            one += first * first / total;
            both += first * second / total;
            two += second * second / total;
        }

        void divide(int count) {
            one /= count;
            both /= count;
            two /= count;
        }

        void add(double times, Covariance other) {
            one += times * other.one;
            both += times * other.both;
            two += times * other.two;
        }

        double determinant() {
            return Math.max(Math.max(one * two - both * both, NEARLY * one * two), 1e-300);
        }
    }

    /// Both levels as they are expected.
    private static final class State {
        private final Covariance noise;
        private final Covariance moved = new Covariance();
        private double one;
        private double two;

        State(double one, double two, Covariance noise) {
            this.one = one;
            this.two = two;
            this.noise = noise;
        }

        /// @param second what the other series is there; NaN: nobody knows yet
        void foretell(Forecast forecast, int t, double second) {
            double variance = moved.one + noise.one;
            double total = moved.two + noise.two;
            boolean known = !Double.isNaN(second) && total > 0;
            double slope = known ? (moved.both + noise.both) / total : 0;
            forecast.means()[t] = one + (known ? slope * (second - two) : 0);
            forecast.variances()[t] = Math.max(variance - slope * slope * total, 0);
        }

        /// The second value, then what of the first one's noise does not go with the second's.
        void observe(double first, double second) {
            if (!Double.isNaN(second)) {
                update(0, 1, second, noise.two);
            }
            if (!Double.isNaN(first)) {
                double share = Double.isNaN(second) || noise.two == 0 ? 0 : noise.both / noise.two;
                update(1, -share, share == 0 ? first : first - share * second, noise.one - share * noise.both);
            }
        }

        /// Of `first * level one + second * level two`, observed with a noise of its own.
        private void update(double first, double second, double observed, double ownNoise) {
            double withOne = first * moved.one + second * moved.both;
            double withTwo = first * moved.both + second * moved.two;
            double total = first * withOne + second * withTwo + Math.max(ownNoise, 0);
            if (!(total > Covariance.NEARLY * (moved.one + moved.two))) {
                return;
            }
            double difference = observed - first * one - second * two;
            one += withOne / total * difference;
            two += withTwo / total * difference;
            moved.one -= withOne * withOne / total;
            moved.both -= withOne * withTwo / total;
            moved.two -= withTwo * withTwo / total;
        }
    }
}
