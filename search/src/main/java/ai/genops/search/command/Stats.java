package ai.genops.search.command;

import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.spl.Cursor;
import java.util.List;

/// `stats sum(cost) as total count by team`: one row per combination of the `by` fields; rows without one of
/// them do not count. Without an alias a result is named as it was written. Splunk, Search Reference, `stats`.
record Stats(List<Aggregation> aggregations, List<String> by, Options options) implements Command.Step {
    private static final String[] OPTIONS = {
        "allnum", "partitions", "delim", "dedup_splitvals", "prestats", "fixedrange"
    };

    /// @param allNumbers whether numeric aggregates are only of groups where a field has nothing but
    ///     numbers
    /// @param eachOnce whether a row that has a value of a `by` field several times counts once
    record Options(boolean allNumbers, boolean eachOnce) {
        static final Options NONE = new Options(false, false);

        /// Those that stand here; the others change nothing.
        private Options read(String command, Cursor in) {
            Options read = this;
            for (String option = in.option(OPTIONS); option != null; option = in.option(OPTIONS)) {
                switch (option) {
                    case "allnum" -> read = new Options(Numbers.flag(in), read.eachOnce);
                    case "dedup_splitvals" -> read = new Options(read.allNumbers, Numbers.flag(in));
                    default -> in.optionValue();
                }
            }
            UnknownOption.refuse(in, command, OPTIONS);
            return read;
        }
    }

    Stats(List<Aggregation> aggregations, List<String> by) {
        this(aggregations, by, Options.NONE);
    }

    static Stats read(Cursor in) {
        return read("stats", in);
    }

    /// As `stats` takes them; options stand before the aggregates or behind them.
    static Stats read(String command, Cursor in) {
        Options options = Options.NONE.read(command, in);
        int at = in.here();
        List<Aggregation> aggregations = Aggregation.readAll(in);
        options = options.read(command, in);
        List<String> by = in.acceptWord("by") ? FieldLists.readUntil(in, OPTIONS) : List.of();
        options = options.read(command, in);
        if (options.allNumbers && Sparklines.among(aggregations)) {
            throw in.errorAt(at, "`allnum` and `sparkline` do not go together here", "Leave one of them out.");
        }
        return new Stats(aggregations, by, options);
    }

    @Override
    public Relation apply(Relation input, Planning planning) {
        if (Sparklines.among(aggregations)) {
            return new Sparklines(input, by, planning).stats(aggregations);
        }
        var grouping = new Grouping(input, planning);
        by.forEach(field -> grouping.by(field, options.eachOnce));
        grouping.dropIncomplete();
        grouping.aggregate(aggregations, options.allNumbers);
        return grouping.grouped("stats");
    }
}
