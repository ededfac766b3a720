package ai.genops.server.trial;

/// A total over all records, estimated from some of them that were drawn without putting back (Cochran, Sampling
/// Techniques, 1977, chapter 2). One thread.
final class Estimate {
    private static final double QUANTILE_95 = 1.96;

    private double sum;
    private double squares;
    private double open;

    /// Adds to the record under way.
    void add(double value) {
        open += value;
    }

    void endOfRecord() {
        sum += open;
        squares += open * open;
        open = 0;
    }

    /// @param population all records
    /// @param sample those that were added
    double total(long population, long sample) {
        return sample == 0 ? 0 : (sum + open) * population / sample;
    }

    /// How far the total may be off in 19 of 20 cases; 0 if all records were added, NaN if too few were to say.
    double margin(long population, long sample) {
        if (sample == population) {
            return 0;
        }
        if (sample < LogSample.LEAST) {
            return Double.NaN;
        }
        double variance = Math.max(0, (squares - sum * sum / sample) / (sample - 1));
        return QUANTILE_95 * population * Math.sqrt((1 - (double) sample / population) * variance / sample);
    }
}
