package ai.genops.search.command;

import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.spl.Cursor;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `chart sum(cost) over team by model`, also written `chart sum(cost) by team model`: a row per value of the
/// first field, a column per value of the second, see [Pivot].
record Chart(
        Charted charted,
        String row,
        @Nullable Bin bin,
        @Nullable String column,
        PivotOptions options) implements Command.Step {

    static Chart read(Cursor in) {
        PivotOptions options = readOptions(in, PivotOptions.DEFAULT);
        Charted charted = Charted.read(in, "by", "over", "where");
        options = readOptions(in, options);
        boolean over = in.acceptWord("over");
        if (!over && !in.acceptWord("by")) {
            throw in.error("`over` or `by` expected, found " + in.found(), "Example: chart count over team by model");
        }
        String row = in.name("a field");
        int at = in.here();
        BinOptions bins = BinOptions.read(in, BinOptions.DEFAULT);
        in.accept(",");
        options = readOptions(in, options);
        String column = null;
        if (over ? in.acceptWord("by") : !in.atEnd() && !Aggregation.comesWord(in, "where")) {
            column = in.name("a field");
        }
        options = readOptions(in, options);
        Selection where = Selection.where(in, column);
        options = readOptions(in, options);
        Bin bin = bins.equals(BinOptions.DEFAULT) ? null : new Bin(row, bins, row, at);
        return new Chart(charted, row, bin, column, where == null ? options : options.with(where));
    }

    private static PivotOptions readOptions(Cursor in, PivotOptions options) {
        PivotOptions read = options;
        for (String name = in.option(PivotOptions.NAMES); name != null; name = in.option(PivotOptions.NAMES)) {
            read = read.with(name, in);
        }
        UnknownOption.refuse(in, "chart", PivotOptions.NAMES);
        return read;
    }

    @Override
    public Relation apply(Relation input, Planning planning) {
        List<Aggregation> aggregations = charted.aggregations();
        Relation rows = bin == null ? input : bin.apply(input, planning);
        if (column == null && Sparklines.among(aggregations)) {
            return new Sparklines(rows, List.of(row), planning).stats(aggregations);
        }
        var grouping = new Grouping(rows, planning);
        grouping.by(row);
        grouping.dropIncomplete();
        if (column == null) {
            grouping.aggregate(aggregations);
        } else {
            grouping = new Pivot(column, options, aggregations).add(grouping, planning);
        }
        return charted.shown(grouping.grouped("chart"), Set.of(row), column != null, options, planning);
    }
}
