package ai.genops.search.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How frequent each row's value of a column is, among all rows: of texts how many have the same, of a column
/// of numbers how many are in the same bin. There are as many bins of equal width as the square root of the
/// numbers.
final class ValueFrequencies {
    private static final int MOST_BINS = 100;

    private ValueFrequencies() {}

    /// 0 to 1 for each row; NaN where it has no value.
    ///
    /// @param binned whether numbers are put into bins; otherwise only the same numbers are the same
    static double[] of(String name, GridColumns columns, boolean binned) {
        List<@Nullable Object> values = new ArrayList<>(columns.cells(name));
        if (binned && columns.isNumeric(name)) {
            bin(columns.known(name), values);
        }
        return frequencies(values);
    }

    private static void bin(double[] numbers, List<@Nullable Object> values) {
        double[] given =
                Arrays.stream(numbers).filter(number -> !Double.isNaN(number)).toArray();
        var all = Arrays.stream(given).summaryStatistics();
        int bins = (int) Math.clamp(Math.ceil(Math.sqrt(given.length)), 1, MOST_BINS);
        double width = (all.getMax() - all.getMin()) / bins;
        for (int row = 0; row < numbers.length; row++) {
            if (values.get(row) != null && width > 0) {
                values.set(row, Math.min((int) ((numbers[row] - all.getMin()) / width), bins - 1));
            }
        }
    }

    private static double[] frequencies(List<@Nullable Object> values) {
        Map<Object, Integer> counts = new HashMap<>();
        for (Object value : values) {
            if (value != null) {
                counts.merge(value, 1, Integer::sum);
            }
        }
        return values.stream()
                .mapToDouble(
                        value -> value == null ? Double.NaN : (double) counts.getOrDefault(value, 0) / values.size())
                .toArray();
    }
}
