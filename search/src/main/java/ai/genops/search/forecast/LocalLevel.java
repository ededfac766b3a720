package ai.genops.search.forecast;

/// A level for each place of a period, which moves by chance, observed with noise: `LL` with a period of 1,
/// `LLP` with one of several:
///
/// ```
/// observed(t) = level(t) + noise
/// level(t)    = level(t - period) + step
/// ```
///
/// The ratio is the step's variance to the noise's. The first value of a place is its first level (a
/// diffuse prior): nothing is expected before. Durbin and Koopman, Time Series Analysis by State Space
/// Methods, chapter 2.
record LocalLevel(int period) implements Model {

    @Override
    public int ratios() {
        return 1;
    }

    @Override
    public Run run(double[] series, int length, double[] ratios) {
        Forecast forecast = Forecast.ofLength(length);
        var likelihood = new Likelihood();
        var levels = new double[period];
        var variances = new double[period];
        java.util.Arrays.fill(levels, Double.NaN);
        for (int t = 0; t < length; t++) {
            int place = t % period;
            double value = t < series.length ? series[t] : Double.NaN;
            boolean known = !Double.isNaN(levels[place]);
            if (known) {
                forecast.means()[t] = levels[place];
                forecast.variances()[t] = variances[place] + 1;
            }
            if (!Double.isNaN(value)) {
                double difference = known ? value - levels[place] : 0;
                double total = variances[place] + 1;
                double gain = known ? variances[place] / total : 1;
                if (known) {
                    likelihood.add(difference, total);
                }
                levels[place] = known ? levels[place] + gain * difference : value;
                variances[place] = known ? variances[place] * (1 - gain) : 1;
            }
            variances[place] += ratios[0];
        }
        return likelihood.of(forecast);
    }
}
