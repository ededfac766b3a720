package ai.genops.search.forecast;

/// The normal distribution: its quantiles, by P. J. Acklam's rational approximation, off by less than 1.2e-9 of
/// the value, and its tails, by that of Numerical Recipes ("erfcc"), off by less than 1.2e-7 of the value.
public final class Normal {
    private static final double[] A = {
        -3.969683028665376e+01,
        2.209460984245205e+02,
        -2.759285104469687e+02,
        1.383577518672690e+02,
        -3.066479806614716e+01,
        2.506628277459239e+00
    };
    private static final double[] B = {
        -5.447609879822406e+01,
        1.615858368580409e+02,
        -1.556989798598866e+02,
        6.680131188771972e+01,
        -1.328068155288572e+01
    };
    private static final double[] C = {
        -7.784894002430293e-03,
        -3.223964580411365e-01,
        -2.400758277161838e+00,
        -2.549732539343734e+00,
        4.374664141464968e+00,
        2.938163982698783e+00
    };
    private static final double[] D = {
        7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e+00, 3.754408661907416e+00
    };
    private static final double[] ERFC = {
        0.17087277,
        -0.82215223,
        1.48851587,
        -1.13520398,
        0.27886807,
        -0.18628806,
        0.09678418,
        0.37409196,
        1.00002368,
        -1.26551223
    };
    private static final double TAIL = 0.02425;

    private Normal() {}

    /// How many standard deviations hold this share of all values on both sides of the mean.
    ///
    /// @param share from 0 to below 1
    public static double halfWidth(double share) {
        return share == 0 ? 0 : quantile((1 + share) / 2);
    }

    /// The share of all values that are so many standard deviations and more from the mean, on either side.
    public static double beyond(double deviations) {
        double z = Math.abs(deviations) / Math.sqrt(2);
        double t = 1 / (1 + z / 2);
        return t * Math.exp(-z * z + polynomial(ERFC, t));
    }

    private static double quantile(double share) {
        if (share > 1 - TAIL) {
            double q = Math.sqrt(-2 * Math.log(1 - share));
            return -polynomial(C, q) / (polynomial(D, q) * q + 1);
        }
        double q = share - 0.5;
        double r = q * q;
        return polynomial(A, r) * q / (polynomial(B, r) * r + 1);
    }

    private static double polynomial(double[] coefficients, double x) {
        double value = 0;
        for (double coefficient : coefficients) {
            value = value * x + coefficient;
        }
        return value;
    }
}
