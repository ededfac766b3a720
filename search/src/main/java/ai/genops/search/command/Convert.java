package ai.genops.search.command;

import ai.genops.event.Nearest;
import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.spl.Cursor;
import ai.genops.search.spl.TimeFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// `convert timeformat="%H:%M" ctime(_time) AS time num(a)`: changes how values are written. Fields may have `*`.
/// Splunk, Search Reference, `convert`.
record Convert(String timeFormat, List<Conversion> conversions) implements Command.Step {
    private static final String DEFAULT_FORMAT = "%m/%d/%Y %H:%M:%S";

    /// @param function how; see [Conversions]
    record Conversion(
            String function, String field, @Nullable String alias) {}

    static Convert read(Cursor in) {
        String format = format(in, DEFAULT_FORMAT);
        var conversions = new ArrayList<Conversion>();
        do {
            int at = in.here();
            String function = in.word().toLowerCase(Locale.ROOT);
            if (!Conversions.NAMES.contains(function)) {
                String nearest = Nearest.to(function, Conversions.NAMES);
                throw in.errorAt(
                        at,
                        "`convert` knows no `%s`".formatted(function),
                        nearest == null
                                ? "It knows " + String.join(", ", Conversions.NAMES)
                                : "Did you mean `%s`?".formatted(nearest));
            }
            in.expect("(", "before the field");
            String field = in.name("a field");
            in.expect(")", "after the field");
            conversions.add(new Conversion(function, field, in.acceptWord("as") ? in.name("the new name") : null));
            in.accept(",");
            format = format(in, format);
        } while (!in.atEnd());
        return new Convert(format, List.copyOf(conversions));
    }

    private static String format(Cursor in, String otherwise) {
        int at = in.here();
        String format = in.option("timeformat") == null ? otherwise : in.optionValue();
        String unknown = TimeFormat.unknown(format);
        if (unknown != null) {
            throw in.errorAt(at, "`%s` is no variable of a time".formatted(unknown), TimeFormat.VARIABLES);
        }
        return format;
    }

    @Override
    public Relation apply(Relation input, Planning planning) {
        Relation rows = input;
        for (Conversion conversion : conversions) {
            for (String name : rows.schema().expand(conversion.field())) {
                Expr value = planning.field(name, rows.schema());
                Expr converted = Conversions.of(conversion.function(), value, timeFormat, planning);
                String target = conversion.alias() == null ? name : conversion.alias();
                rows = rows.define(target, planning.column(converted.type()), converted);
            }
        }
        return rows;
    }
}
