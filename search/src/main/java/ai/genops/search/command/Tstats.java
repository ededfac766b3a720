package ai.genops.search.command;

import ai.genops.search.plan.Coerce;
import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Expr.Text;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.spl.Condition;
import ai.genops.search.spl.Cursor;
import ai.genops.search.spl.SearchParser;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `| tstats count sum(x) from datamodel=M where condition by a _time span=1h`: statistics of events, without their
/// texts. Here it reads the lake as `stats` does: every attribute counts, not only indexed ones. Splunk, Search
/// Reference, `tstats`.
record Tstats(
        List<Aggregation> aggregations,
        TstatsSource from,
        List<String> by,
        @Nullable String span,
        Options options,
        int at)
        implements Command.Source, Command.Step {
    record Options(boolean append, @Nullable String fill) {}

    static Tstats read(Cursor in) {
        int at = in.here();
        Options options = options(in);
        List<Aggregation> aggregations = Aggregation.readAll(in, "from", "where", "by", "groupby");
        String model = null;
        Condition where = new Condition.All();
        var by = new ArrayList<String>();
        String span = null;
        while (!in.atEnd()) {
            if (in.acceptWord("from")) {
                model = model(in);
            } else if (in.acceptWord("where")) {
                where = new SearchParser(in, "by", "groupby").parse();
                Subsearches.check(where, in);
            } else if (in.acceptWord("by") || in.acceptWord("groupby")) {
                span = groups(in, by);
            } else {
                throw in.error("`tstats` does not take %s here".formatted(in.found()), "Order: from, where, by.");
            }
        }
        return new Tstats(aggregations, new TstatsSource(model, where), List.copyOf(by), span, options, at);
    }

    private static Options options(Cursor in) {
        boolean append = false;
        String fill = null;
        for (String option = option(in); option != null; option = option(in)) {
            int at = in.here();
            switch (option) {
                case "append" -> append = Numbers.flag(in);
                case "fillnull_value" -> fill = in.optionValue();
                case "prestats" -> {
                    if (Numbers.flag(in)) {
                        throw in.errorAt(
                                at, "`tstats` gives whole results only", "Leave prestats out; or search | timechart.");
                    }
                }
                default -> in.optionValue();
            }
        }
        return new Options(append, fill);
    }

    private static @Nullable String option(Cursor in) {
        return in.option(
                "append",
                "fillnull_value",
                "prestats",
                "summariesonly",
                "allow_old_summaries",
                "chunk_size",
                "local",
                "include_reduced_buckets");
    }

    private static String model(Cursor in) {
        if (in.option("datamodel") == null) {
            in.acceptWord("datamodel");
            in.accept(":");
        }
        return in.name("a data model");
    }

    private static @Nullable String groups(Cursor in, List<String> by) {
        String span = null;
        while (!in.atEnd() && !Aggregation.comesWord(in, "where") && !Aggregation.comesWord(in, "from")) {
            if (in.option("span") != null) {
                span = in.optionValue();
            } else {
                by.add(in.name("a field"));
            }
            in.accept(",");
        }
        return span;
    }

    @Override
    public Relation open(Planning planning) {
        Relation events = from.open(planning);
        var grouping = new Grouping(events, planning);
        for (String field : by) {
            Expr value = planning.field(field, events.schema());
            if (field.equals("_time")) {
                grouping.by(field, Spans.parse(span, at, planning).bin(Coerce.time(value), planning.zone()));
            } else if (options.fill() != null) {
                grouping.by(field, Joins.either(Coerce.text(value), new Text(options.fill())));
            } else {
                grouping.by(field);
            }
        }
        grouping.dropIncomplete();
        grouping.aggregate(aggregations);
        return grouping.grouped("tstats");
    }

    @Override
    public Relation apply(Relation input, Planning planning) {
        if (!options.append()) {
            throw planning.error(
                    at, "`tstats` can only begin a query", "To add its rows write: tstats append=true ...");
        }
        return Unions.inSequence(List.of(input, open(planning)), "tstats", planning);
    }
}
