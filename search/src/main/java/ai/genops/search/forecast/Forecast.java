package ai.genops.search.forecast;

import java.util.Arrays;

/// What a model expects at each place of a series, and behind its end, from what stands before that place.
/// NaN where nothing can be said yet.
public final class Forecast {
    private final double[] means;
    private final double[] variances;

    Forecast(double[] means, double[] variances) {
        this.means = means;
        this.variances = variances;
    }

    static Forecast ofLength(int length) {
        var means = new double[length];
        var variances = new double[length];
        Arrays.fill(means, Double.NaN);
        Arrays.fill(variances, Double.NaN);
        return new Forecast(means, variances);
    }

    public double[] means() {
        return means;
    }

    /// Of the difference between what is found and what was expected.
    public double[] variances() {
        return variances;
    }
}
