package ai.genops.search.command;

import ai.genops.search.command.Pivot.Options;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.spl.Cursor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `chart sum(cost) over team by model`, also written `chart sum(cost) by team model`: a row per value of the
/// first field, a column per value of the second, see [Pivot].
record Chart(
        List<Aggregation> aggregations,
        String row,
        @Nullable Bin bin,
        @Nullable String column,
        Options options) implements Command.Step {

    static Chart read(Cursor in) {
        Options options = readOptions(in, Options.DEFAULT);
        List<Aggregation> aggregations = Aggregation.readAll(in);
        options = readOptions(in, options);
        boolean over = in.acceptWord("over");
        if (!over && !in.acceptWord("by")) {
            throw in.error("`over` or `by` expected, found " + in.found(), "Example: chart count over team by model");
        }
        String row = in.name("a field");
        int at = in.here();
        String span = in.option("span") == null ? null : in.optionValue();
        in.accept(",");
        options = readOptions(in, options);
        String column = null;
        if (over ? in.acceptWord("by") : !in.atEnd()) {
            column = in.name("a field");
        }
        Bin bin = span == null ? null : new Bin(row, span, Spans.DEFAULT_BINS, row, at);
        return new Chart(aggregations, row, bin, column, readOptions(in, options));
    }

    private static Options readOptions(Cursor in, Options options) {
        Options read = options;
        for (String name = in.option(Options.NAMES); name != null; name = in.option(Options.NAMES)) {
            read = read.with(name, in);
        }
        return read;
    }

    @Override
    public Relation apply(Relation input, Planning planning) {
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
        return grouping.grouped("chart");
    }
}
