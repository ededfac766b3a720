package ai.genops.search.forecast;

import java.util.Arrays;

/// Finds the ratios of a model under which a series is most likely: a coarse look at powers of ten, then
/// ever smaller steps from the best. The same series gives the same ratios.
final class Fit {
    private static final double LOWEST = -8;
    private static final double HIGHEST = 4;
    private static final double FINEST = 1e-4;

    private Fit() {}

    static Model.Run of(Model model, double[] series, int length) {
        var best = new double[model.ratios()];
        Arrays.fill(best, LOWEST);
        double likely = likelihood(model, series, best);
        var tried = best.clone();
        double likelyAt0 = likely;
        for (double first = LOWEST; first <= HIGHEST; first += 1) {
            tried[0] = first;
            for (double last = LOWEST; last <= HIGHEST; last += 1) {
                tried[tried.length - 1] = tried.length == 1 ? first : last;
                double found = likelihood(model, series, tried);
                if (found > likely) {
                    likely = found;
                    best = tried.clone();
                }
                if (tried.length == 1) {
                    break;
                }
            }
        }
        if (likely > likelyAt0) {
            refine(model, series, best, likely);
        }
        return model.run(series, length, powers(best));
    }

    private static void refine(Model model, double[] series, double[] best, double likelySoFar) {
        double likely = likelySoFar;
        for (double step = 0.5; step > FINEST; ) {
            boolean moved = false;
            for (int i = 0; i < best.length; i++) {
                for (double by : new double[] {-step, step}) {
                    double before = best[i];
                    best[i] = Math.clamp(before + by, LOWEST, HIGHEST);
                    double found = likelihood(model, series, best);
                    if (found > likely) {
                        likely = found;
                        moved = true;
                        break;
                    }
                    best[i] = before;
                }
            }
            step = moved ? step : step / 2;
        }
    }

    private static double likelihood(Model model, double[] series, double[] logarithms) {
        return model.run(series, series.length, powers(logarithms)).logLikelihood();
    }

    /// The lowest stands for a part that does not move at all.
    private static double[] powers(double[] logarithms) {
        return Arrays.stream(logarithms)
                .map(power -> power <= LOWEST ? 0 : Math.pow(10, power))
                .toArray();
    }
}
