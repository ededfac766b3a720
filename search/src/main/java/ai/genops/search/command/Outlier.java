package ai.genops.search.command;

import ai.genops.search.plan.Coerce;
import ai.genops.search.plan.Grid;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.Type;
import ai.genops.search.plan.Wildcard;
import ai.genops.search.spl.Cursor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// `outlier action=rm param=1.5 uselower=t x`: cuts numbers that are further from the middle half of a
/// field than `param` times its width, or takes their rows away: those above the 75th percentile, with
/// `uselower` those below the 25th too. Without fields every field of numbers but times. Splunk, Search
/// Reference, `outlier`.
///
/// @param mark whether what was cut has `000` before it
record Outlier(boolean remove, boolean mark, double param, boolean useLower, List<String> fields)
        implements Command.Step {
    private static final String[] OPTIONS = {"action", "mark", "param", "uselower", "type"};

    static Outlier read(Cursor in) {
        var read = new Outlier(false, false, 2.5, false, List.of());
        for (String option = in.option(OPTIONS); option != null; option = in.option(OPTIONS)) {
            read = switch (option) {
                case "action" -> new Outlier(removes(in), read.mark, read.param, read.useLower, List.of());
                case "mark" -> new Outlier(read.remove, Numbers.flag(in), read.param, read.useLower, List.of());
                case "param" -> new Outlier(read.remove, read.mark, Numbers.any(in), read.useLower, List.of());
                case "uselower" -> new Outlier(read.remove, read.mark, read.param, Numbers.flag(in), List.of());
                default -> {
                    type(in);
                    yield read;
                }
            };
        }
        UnknownOption.refuse(in, "outlier", OPTIONS);
        return new Outlier(read.remove, read.mark, read.param, read.useLower, FieldLists.readOptional(in));
    }

    private static boolean removes(Cursor in) {
        int at = in.here();
        return switch (in.optionValue().toLowerCase(Locale.ROOT)) {
            case "rm", "remove" -> true;
            case "tf", "transform" -> false;
            default -> throw in.errorAt(at, "`action` is remove (rm) or transform (tf)", null);
        };
    }

    private static void type(Cursor in) {
        int at = in.here();
        if (!in.optionValue().equals("iqr")) {
            throw in.errorAt(at, "`type` is iqr", null);
        }
    }

    @Override
    public Relation apply(Relation input, Planning planning) {
        Grid grid = Rows.fetch(input, "outlier", planning);
        var columns = new GridColumns(grid);
        var gone = new boolean[grid.rows().size()];
        for (String name : names(grid)) {
            double[] numbers = columns.numbers(name);
            if (numbers != null && Arrays.stream(numbers).anyMatch(number -> !Double.isNaN(number))) {
                treat(name, numbers, columns, gone);
            }
        }
        Grid treated = columns.grid();
        var kept = new ArrayList<Grid.Row>();
        for (int i = 0; i < gone.length; i++) {
            if (!gone[i]) {
                kept.add(treated.rows().get(i));
            }
        }
        return Rows.of(new Grid(treated.fields(), kept), "outlier", planning);
    }

    private List<String> names(Grid grid) {
        List<Wildcard> patterns = fields.stream().map(Wildcard::new).toList();
        return grid.names().stream()
                .filter(name -> fields.isEmpty()
                        ? !name.startsWith("_")
                        : patterns.stream().anyMatch(each -> each.matches(name)))
                .toList();
    }

    private void treat(String name, double[] numbers, GridColumns columns, boolean[] gone) {
        double[] sorted = Arrays.stream(numbers)
                .filter(each -> !Double.isNaN(each))
                .sorted()
                .toArray();
        double lower = percentile(sorted, 0.25);
        double upper = percentile(sorted, 0.75);
        double width = param * (upper - lower);
        double least = useLower ? lower - width : Double.NEGATIVE_INFINITY;
        double most = upper + width;
        var cells = new ArrayList<@Nullable List<String>>();
        boolean changed = false;
        for (int i = 0; i < numbers.length; i++) {
            boolean outside = numbers[i] < least || numbers[i] > most;
            changed |= outside;
            gone[i] |= outside && remove;
            double cut = Math.clamp(numbers[i], least, most);
            cells.add(Double.isNaN(cut) ? columns.cell(name, i) : List.of(text(cut, outside)));
        }
        if (changed && !remove) {
            boolean numeric = cells.stream().allMatch(cell -> cell == null || isNumber(cell));
            columns.put(name, numeric && !mark ? Type.NUMBER : Type.TEXT, cells);
        }
    }

    private static boolean isNumber(List<String> cell) {
        return cell.size() == 1 && !Double.isNaN(GridColumns.number(cell));
    }

    private String text(double number, boolean outside) {
        return (mark && outside ? "000" : "") + Coerce.textOf(number);
    }

    /// Nearest rank.
    private static double percentile(double[] sorted, double share) {
        return sorted[Math.max((int) Math.ceil(share * sorted.length) - 1, 0)];
    }
}
