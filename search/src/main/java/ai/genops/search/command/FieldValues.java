package ai.genops.search.command;

import ai.genops.search.plan.Coerce;
import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Expr.Text;
import ai.genops.search.plan.Grid;
import ai.genops.search.plan.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// All values of one field of some rows.
final class FieldValues {
    static final List<Grid.Field> SUMMARY = List.of(
            new Grid.Field("field", Type.TEXT),
            new Grid.Field("count", Type.NUMBER),
            new Grid.Field("distinct_count", Type.NUMBER),
            new Grid.Field("is_exact", Type.NUMBER),
            new Grid.Field("max", Type.NUMBER),
            new Grid.Field("mean", Type.NUMBER),
            new Grid.Field("min", Type.NUMBER),
            new Grid.Field("numeric_count", Type.NUMBER),
            new Grid.Field("stdev", Type.NUMBER),
            new Grid.Field("values", Type.TEXT));

    private final String name;
    private final TreeMap<String, Integer> counts = new TreeMap<>();
    private final List<Double> numbers = new ArrayList<>();
    private int count;

    FieldValues(Grid grid, String name) {
        this.name = name;
        int at = grid.indexOf(name);
        for (Grid.Row row : grid.rows()) {
            List<String> values = row.cells().get(at);
            if (values != null) {
                values.forEach(this::add);
            }
        }
    }

    private void add(String value) {
        count++;
        counts.merge(value, 1, Integer::sum);
        if (Coerce.number(new Text(value)) instanceof Expr.Num(double number)) {
            numbers.add(number);
        }
    }

    Grid.Row summary(long maxValues) {
        var statistics = numbers.stream().mapToDouble(Double::doubleValue).summaryStatistics();
        boolean none = numbers.isEmpty();
        var cells = new ArrayList<@Nullable List<String>>();
        cells.add(List.of(name));
        cells.add(List.of(String.valueOf(count)));
        cells.add(List.of(String.valueOf(counts.size())));
        cells.add(List.of("1"));
        cells.add(none ? null : number(statistics.getMax()));
        cells.add(none ? null : number(statistics.getAverage()));
        cells.add(none ? null : number(statistics.getMin()));
        cells.add(List.of(String.valueOf(numbers.size())));
        cells.add(numbers.size() < 2 ? null : number(deviation(statistics.getAverage())));
        cells.add(List.of(mostFrequent(maxValues)));
        return new Grid.Row(cells);
    }

    private static List<String> number(double value) {
        return List.of(Coerce.textOf(value));
    }

    private double deviation(double mean) {
        double squares = numbers.stream()
                .mapToDouble(each -> (each - mean) * (each - mean))
                .sum();
        return Math.sqrt(squares / (numbers.size() - 1));
    }

    private String mostFrequent(long maxValues) {
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(maxValues)
                .map(each -> "{\"value\":%s,\"count\":%d}".formatted(Format.quoted(each.getKey()), each.getValue()))
                .collect(Collectors.joining(",", "[", "]"));
    }
}
