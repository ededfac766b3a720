package ai.genops.search.command;

import java.util.Arrays;

/// Between which of some numbers the middle half of them is, by nearest rank.
record Quartiles(double first, double third) {
    /// NaN is no number; there is at least one.
    static Quartiles of(double[] numbers) {
        double[] sorted = Arrays.stream(numbers)
                .filter(each -> !Double.isNaN(each))
                .sorted()
                .toArray();
        return new Quartiles(percentile(sorted, 0.25), percentile(sorted, 0.75));
    }

    double range() {
        return third - first;
    }

    private static double percentile(double[] sorted, double share) {
        return sorted[Math.max((int) Math.ceil(share * sorted.length) - 1, 0)];
    }
}
