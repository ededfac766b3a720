package ai.genops.search.command;

import ai.genops.search.plan.Coerce;
import ai.genops.search.plan.Grid;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.Type;
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

    /// As it is without arguments.
    static final Outlier DEFAULT = new Outlier(false, false, 2.5, false, List.of());

    static Outlier read(Cursor in) {
        Outlier read = DEFAULT;
        for (String option = in.option(OPTIONS); option != null; option = in.option(OPTIONS)) {
            read = read.with(option, in);
        }
        UnknownOption.refuse(in, "outlier", OPTIONS);
        return read.of(FieldLists.readOptional(in));
    }

    Outlier of(List<String> names) {
        return new Outlier(remove, mark, param, useLower, names);
    }

    /// The same with one more option read.
    Outlier with(String option, Cursor in) {
        return switch (option) {
            case "action" -> {
                int at = in.here();
                yield with(in.optionValue(), at, in);
            }
            case "mark" -> new Outlier(remove, Numbers.flag(in), param, useLower, fields);
            case "param" -> new Outlier(remove, mark, Numbers.any(in), useLower, fields);
            case "uselower" -> new Outlier(remove, mark, param, Numbers.flag(in), fields);
            default -> {
                type(in);
                yield this;
            }
        };
    }

    /// The same with an action.
    Outlier with(String action, int at, Cursor in) {
        boolean removes = switch (action.toLowerCase(Locale.ROOT)) {
            case "rm", "remove" -> true;
            case "tf", "transform" -> false;
            default -> throw in.errorAt(at, "`action` is remove (rm) or transform (tf)", null);
        };
        return new Outlier(removes, mark, param, useLower, fields);
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
        for (String name : columns.names(fields)) {
            double[] numbers = columns.numbers(name);
            if (numbers != null && Arrays.stream(numbers).anyMatch(number -> !Double.isNaN(number))) {
                treat(name, numbers, columns, gone);
            }
        }
        return Rows.of(columns.grid(row -> !gone[row]), "outlier", planning);
    }

    private void treat(String name, double[] numbers, GridColumns columns, boolean[] gone) {
        var half = Quartiles.of(numbers);
        double width = param * half.range();
        double least = useLower ? half.first() - width : Double.NEGATIVE_INFINITY;
        double most = half.third() + width;
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
}
