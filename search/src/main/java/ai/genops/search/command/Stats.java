package ai.genops.search.command;

import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.spl.Cursor;
import java.util.List;

/// `stats sum(cost) as total count by team`: one row per combination of the `by` fields; rows without one of
/// them do not count. Without an alias a result is named as it was written.
record Stats(List<Aggregation> aggregations, List<String> by) implements Command.Step {
    /// Options that change nothing here; they stand before the aggregates or behind them.
    private static final String[] OPTIONS = {
        "allnum", "partitions", "delim", "dedup_splitvals", "prestats", "fixedrange"
    };

    static Stats read(Cursor in) {
        skipOptions(in);
        List<Aggregation> aggregations = Aggregation.readAll(in);
        skipOptions(in);
        List<String> by = in.acceptWord("by") ? FieldLists.readUntil(in, OPTIONS) : List.of();
        skipOptions(in);
        return new Stats(aggregations, by);
    }

    private static void skipOptions(Cursor in) {
        while (in.option(OPTIONS) != null) {
            in.optionValue();
        }
    }

    @Override
    public Relation apply(Relation input, Planning planning) {
        if (Sparklines.among(aggregations)) {
            return new Sparklines(input, by, planning).stats(aggregations);
        }
        var grouping = new Grouping(input, planning);
        by.forEach(grouping::by);
        grouping.dropIncomplete();
        grouping.aggregate(aggregations);
        return grouping.grouped("stats");
    }
}
