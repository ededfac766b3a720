package ai.genops.search.command;

import ai.genops.search.command.Anomalydetection.Action;
import ai.genops.search.forecast.Normal;
import ai.genops.search.plan.Coerce;
import ai.genops.search.plan.Grid;
import ai.genops.search.plan.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Values that are improbable by themselves: numbers so far from the mean that less than the threshold of a
/// normal distribution is as far, other values that fewer rows have.
///
/// @param threshold 0 to 1
record RareValues(GridColumns columns, List<String> names, double threshold) {
    static final double THRESHOLD = 0.01;

    private static final List<Grid.Field> SUMMARY = List.of(
            new Grid.Field("fieldname", Type.TEXT),
            new Grid.Field("count", Type.NUMBER),
            new Grid.Field("distinct_count", Type.NUMBER),
            new Grid.Field("isNum", Type.TEXT),
            new Grid.Field("mean", Type.NUMBER),
            new Grid.Field("stdev", Type.NUMBER),
            new Grid.Field("anomalies", Type.NUMBER));

    /// What was found of a field.
    private static final class Scored {
        private final String name;
        private final boolean numeric;
        private final double mean;
        private final double deviation;
        /// The probability of each row's value, NaN where it has none or a usual one.
        private final double[] scores;

        Scored(String name, GridColumns columns, double threshold) {
            this.name = name;
            numeric = columns.isNumeric(name);
            double[] numbers = columns.known(name);
            double[] given = Arrays.stream(numbers)
                    .filter(number -> !Double.isNaN(number))
                    .toArray();
            mean = Arrays.stream(given).average().orElse(Double.NaN);
            double squares = Arrays.stream(given)
                    .map(each -> (each - mean) * (each - mean))
                    .sum();
            deviation = given.length < 2 ? Double.NaN : Math.sqrt(squares / (given.length - 1));
            scores = numeric
                    ? Arrays.stream(numbers).map(this::beyond).toArray()
                    : ValueFrequencies.of(name, columns, false);
            for (int row = 0; row < scores.length; row++) {
                scores[row] = scores[row] < threshold ? scores[row] : Double.NaN;
            }
        }

        private double beyond(double number) {
            return deviation > 0 ? Normal.beyond((number - mean) / deviation) : Double.NaN;
        }

        long anomalies() {
            return Arrays.stream(scores).filter(score -> !Double.isNaN(score)).count();
        }
    }

    Grid with(Action action) {
        List<Scored> found =
                names.stream().map(name -> new Scored(name, columns, threshold)).toList();
        if (action == Action.SUMMARY) {
            return new Grid(SUMMARY, found.stream().map(this::summary).toList());
        }
        var rare = new boolean[columns.size()];
        for (Scored field : found) {
            for (int row = 0; row < rare.length; row++) {
                rare[row] |= !Double.isNaN(field.scores[row]);
            }
            if (field.anomalies() > 0) {
                String kind = field.numeric ? "Num" : "Cat";
                columns.put("Anomaly_Score_" + kind + "(" + field.name + ")", Type.NUMBER, field.scores);
            }
        }
        return columns.grid(row -> action == Action.ANNOTATE || rare[row]);
    }

    private Grid.Row summary(Scored field) {
        List<@Nullable List<String>> values = columns.cells(field.name);
        var cells = new ArrayList<@Nullable List<String>>();
        cells.add(List.of(field.name));
        cells.add(
                List.of(String.valueOf(values.stream().filter(Objects::nonNull).count())));
        cells.add(List.of(String.valueOf(
                values.stream().filter(Objects::nonNull).distinct().count())));
        cells.add(List.of(field.numeric ? "YES" : "NO"));
        cells.add(field.numeric && Double.isFinite(field.mean) ? List.of(Coerce.textOf(field.mean)) : null);
        cells.add(field.numeric && Double.isFinite(field.deviation) ? List.of(Coerce.textOf(field.deviation)) : null);
        cells.add(List.of(String.valueOf(field.anomalies())));
        return new Grid.Row(cells);
    }
}
