package ai.genops.search;

import java.util.List;

/// The values of `sparkline()` as a line of blocks, each as high as its share of the greatest.
final class Sparkline {
    /// What Splunk begins such values with.
    static final Value MARK = new Value.Text("##__SPARKLINE__##");

    private static final String BLOCKS = "▁▂▃▄▅▆▇█";

    private Sparkline() {}

    static String of(List<Value> values) {
        double[] numbers = values.stream().mapToDouble(Sparkline::number).toArray();
        double greatest = 0;
        for (double number : numbers) {
            greatest = Math.max(greatest, number);
        }
        var line = new StringBuilder();
        for (double number : numbers) {
            double share = greatest > 0 ? Math.max(0, number) / greatest : 0;
            line.append(BLOCKS.charAt((int) Math.ceil(share * (BLOCKS.length() - 1))));
        }
        return line.toString();
    }

    private static double number(Value value) {
        try {
            return Double.parseDouble(value.display());
        } catch (NumberFormatException _) {
            return 0;
        }
    }
}
