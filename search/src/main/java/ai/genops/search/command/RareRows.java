package ai.genops.search.command;

import ai.genops.search.command.Anomalydetection.Action;
import ai.genops.search.plan.Coerce;
import ai.genops.search.plan.Grid;
import ai.genops.search.plan.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Rows whose values taken together are rare. A row's probability is the product of its values' frequencies
/// ([ValueFrequencies]); a row is an anomaly if its logarithm is below the first quartile of all rows' by more
/// than one and a half times what the quartiles are apart.
final class RareRows {
    private static final double APART = 1.5;
    /// Of all rows as many as are anomalies at most, if they are cut off.
    private static final double MOST = 0.05;

    private final GridColumns columns;
    /// The natural logarithm of each row's probability.
    private final double[] logs;
    /// The frequencies of each row's most and least frequent value, NaN if it has none, and the field of the
    /// latter.
    private final double[] most;
    private final double[] least;
    private final @Nullable String[] causes;

    private RareRows(GridColumns columns) {
        this.columns = columns;
        logs = new double[columns.size()];
        most = filled(columns.size());
        least = filled(columns.size());
        causes = new String[columns.size()];
    }

    private static double[] filled(int size) {
        var all = new double[size];
        Arrays.fill(all, Double.NaN);
        return all;
    }

    static RareRows of(GridColumns columns, List<String> names) {
        var rows = new RareRows(columns);
        names.forEach(rows::take);
        return rows;
    }

    private void take(String name) {
        double[] frequencies = ValueFrequencies.of(name, columns, true);
        for (int row = 0; row < frequencies.length; row++) {
            double own = frequencies[row];
            if (!Double.isNaN(own)) {
                logs[row] += Math.log(own);
                most[row] = Double.isNaN(most[row]) ? own : Math.max(most[row], own);
                if (causes[row] == null || own < least[row]) {
                    least[row] = own;
                    causes[row] = name;
                }
            }
        }
    }

    /// @param given the logarithm below which a row is an anomaly; NaN: as the rows tell
    Grid with(Action action, double given, boolean cutoff) {
        if (logs.length == 0 && action != Action.SUMMARY) {
            return columns.grid();
        }
        var half = logs.length == 0 ? new Quartiles(Double.NaN, Double.NaN) : Quartiles.of(logs);
        double threshold = Double.isNaN(given) ? threshold(half, cutoff) : given;
        if (action == Action.SUMMARY) {
            return summary(half, threshold);
        }
        annotate(threshold);
        return columns.grid(row -> action == Action.ANNOTATE || logs[row] < threshold);
    }

    private double threshold(Quartiles half, boolean cutoff) {
        double threshold = half.first() - APART * half.range();
        double[] sorted = Arrays.stream(logs).sorted().toArray();
        int allowed = (int) Math.ceil(sorted.length * MOST);
        return cutoff && allowed < sorted.length ? Math.min(threshold, sorted[allowed]) : threshold;
    }

    private void annotate(double threshold) {
        var cause = new ArrayList<@Nullable List<String>>();
        for (int row = 0; row < logs.length; row++) {
            String name = logs[row] < threshold ? causes[row] : null;
            cause.add(name == null ? null : List.of(name));
        }
        columns.put("log_event_prob", Type.NUMBER, below(threshold, logs));
        columns.put("max_freq", Type.NUMBER, below(threshold, most));
        columns.put("probable_cause", Type.TEXT, cause);
        columns.put("probable_cause_freq", Type.NUMBER, below(threshold, least));
    }

    private double[] below(double threshold, double[] values) {
        double[] some = values.clone();
        for (int row = 0; row < some.length; row++) {
            some[row] = logs[row] < threshold ? some[row] : Double.NaN;
        }
        return some;
    }

    private Grid summary(Quartiles half, double threshold) {
        var all = Arrays.stream(logs).summaryStatistics();
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("num_anomalies", (double)
                Arrays.stream(logs).filter(log -> log < threshold).count());
        figures.put("thresh", threshold);
        figures.put("max_logprob", all.getMax());
        figures.put("min_logprob", all.getMin());
        figures.put("1st_quartile", half.first());
        figures.put("3rd_quartile", half.third());
        List<Grid.Field> fields = figures.keySet().stream()
                .map(name -> new Grid.Field(name, Type.NUMBER))
                .toList();
        var cells = new ArrayList<@Nullable List<String>>();
        figures.values().forEach(value -> cells.add(Double.isFinite(value) ? List.of(Coerce.textOf(value)) : null));
        return new Grid(fields, List.of(new Grid.Row(cells)));
    }
}
