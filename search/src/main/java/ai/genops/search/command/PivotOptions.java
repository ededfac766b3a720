package ai.genops.search.command;

import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.Schema;
import ai.genops.search.spl.Cursor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What `chart` and `timechart` say of the columns that the values of their `by` field become.
///
/// @param format of a column's name where there are several aggregates, with `$AGG$` and `$VAL$`
record PivotOptions(
        Selection selection, boolean useOther, boolean useNull, String otherName, String nullName, String format) {
    static final PivotOptions DEFAULT =
            new PivotOptions(Selection.DEFAULT, true, true, "OTHER", "NULL", "$AGG$: $VAL$");

    static final String[] NAMES = {
        "limit", "agg", "useother", "usenull", "otherstr", "nullstr", "sep", "format", "dedup_splitvals"
    };

    /// These options with one more read.
    PivotOptions with(String name, Cursor in) {
        return switch (name) {
            case "limit" -> with(selection.limited(in));
            case "agg" -> with(selection.by(in));
            case "useother" -> new PivotOptions(selection, Numbers.flag(in), useNull, otherName, nullName, format);
            case "usenull" -> new PivotOptions(selection, useOther, Numbers.flag(in), otherName, nullName, format);
            case "otherstr" -> new PivotOptions(selection, useOther, useNull, in.optionValue(), nullName, format);
            case "nullstr" -> new PivotOptions(selection, useOther, useNull, otherName, in.optionValue(), format);
            case "sep" ->
                new PivotOptions(
                        selection, useOther, useNull, otherName, nullName, "$AGG$" + in.optionValue() + "$VAL$");
            case "format" -> new PivotOptions(selection, useOther, useNull, otherName, nullName, in.optionValue());
            default -> {
                // A multivalue field puts a row into the group of each different value anyway.
                Numbers.flag(in);
                yield this;
            }
        };
    }

    PivotOptions with(Selection chosen) {
        return new PivotOptions(chosen, useOther, useNull, otherName, nullName, format);
    }

    /// Columns `AGGREGATE: VALUE` under the names that `sep` or `format` gives them.
    Relation named(Relation chart, List<Aggregation> aggregations) {
        if (aggregations.size() < 2 || format.equals(DEFAULT.format)) {
            return chart;
        }
        var columns = new LinkedHashMap<String, Expr>();
        chart.schema().columns().forEach((name, column) -> columns.put(named(name, aggregations), column));
        return chart.with(new Schema(
                columns, null, chart.schema().removed(), chart.schema().closedBy()));
    }

    private String named(String column, List<Aggregation> aggregations) {
        for (Aggregation each : aggregations) {
            String start = each.name() + ": ";
            if (column.startsWith(start)) {
                return named(format, each.name(), column.substring(start.length()));
            }
        }
        return column;
    }

    /// @param format with `$AGG$` and `$VAL$`, of which neither is looked for in what takes the other's place
    static String named(String format, String aggregate, String value) {
        return Pattern.compile("\\$(AGG|VAL)\\$")
                .matcher(format)
                .replaceAll(found -> Matcher.quoteReplacement(found.group(1).equals("AGG") ? aggregate : value));
    }
}
