package ai.genops.search.forecast;

/// A state-space model of a series. Its variances are told by their ratios to that of the noise in what is
/// observed; the noise's own follows from the series.
interface Model {
    /// The most ratios that are looked for.
    int ratios();

    /// Runs the Kalman filter over a series; where a value is NaN there is none, as behind its end.
    ///
    /// @param length of the forecast, at least that of the series
    /// @param ratios as many as [#ratios]
    Run run(double[] series, int length, double[] ratios);

    /// A filter's way over a series.
    ///
    /// @param forecast its variances as multiples of the noise's
    /// @param noise the most likely variance of the noise
    /// @param logLikelihood of the series, but for what all ratios have in common
    record Run(Forecast forecast, double noise, double logLikelihood) {}

    /// Adds up what a run's likelihood is made of: one-step differences and their variances.
    final class Likelihood {
        private double squares;
        private double logs;
        private int count;

        void add(double difference, double variance) {
            squares += difference * difference / variance;
            logs += Math.log(variance);
            count++;
        }

        Run of(Forecast forecast) {
            double noise = count == 0 ? 0 : squares / count;
            // Of a series that is foretold exactly every noise is as likely; the least is told.
            double log = count == 0 ? 0 : -0.5 * (count * Math.log(Math.max(noise, 1e-300)) + logs);
            return new Run(forecast, noise, log);
        }
    }
}
