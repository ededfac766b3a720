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
/// texts. Here it reads the lake as `stats` does: every attribute counts, not only indexed ones. With `prestats=t` the
/// events go on to the command that aggregates them, which gives what Splunk's half-made results give. Splunk, Search
/// Reference, `tstats`.
record Tstats(
        List<Aggregation> aggregations,
        TstatsSource from,
        List<String> by,
        @Nullable String span,
        Options options,
        int at)
        implements Command.Source, Command.Step {
    /// @param prestats whether the events themselves go on, for the `stats`, `chart` or `timechart` that follows
    record Options(
            boolean append, boolean prestats, @Nullable String fill) {
        static final Options DEFAULT = new Options(false, false, null);
    }

    static Tstats read(Cursor in) {
        int at = in.here();
        Options options = options(in, Options.DEFAULT);
        List<Aggregation> aggregations = new ArrayList<>(readAll(in));
        String model = null;
        Condition where = new Condition.All();
        var by = new ArrayList<String>();
        String span = null;
        while (!in.atEnd()) {
            Options more = options(in, options);
            if (!more.equals(options) || in.atEnd()) {
                options = more;
            } else if (in.acceptWord("from")) {
                model = model(in);
            } else if (in.acceptWord("where")) {
                where = new SearchParser(in, "by", "groupby").parse();
                Subsearches.check(where, in);
            } else if (in.acceptWord("by") || in.acceptWord("groupby")) {
                span = groups(in, by);
            } else {
                aggregations.addAll(readAll(in));
            }
        }
        return new Tstats(
                List.copyOf(aggregations), new TstatsSource(model, where), List.copyOf(by), span, options, at);
    }

    private static List<Aggregation> readAll(Cursor in) {
        return Aggregation.readAll(in, "from", "where", "by", "groupby");
    }

    private static Options options(Cursor in, Options before) {
        Options read = before;
        for (String option = option(in); option != null; option = option(in)) {
            read = switch (option) {
                case "append" -> new Options(Numbers.flag(in), read.prestats, read.fill);
                case "prestats" -> new Options(read.append, Numbers.flag(in), read.fill);
                case "fillnull_value" -> new Options(read.append, read.prestats, in.optionValue());
                default -> {
                    in.optionValue();
                    yield read;
                }
            };
        }
        return read;
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
            } else if (in.comesOption()) {
                return span;
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
        if (options.prestats()) {
            return complete(events, by, options.fill(), planning);
        }
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

    /// The events that have all of the fields but `_time`, or get them.
    static Relation complete(Relation events, List<String> by, @Nullable String fill, Planning planning) {
        List<String> fields =
                by.stream().filter(field -> !field.equals("_time")).toList();
        Relation rows = events;
        if (fill != null) {
            for (String field : fields) {
                Expr value = Coerce.text(planning.field(field, rows.schema()));
                Expr whole = Joins.either(value, new Text(fill));
                rows = rows.define(field, planning.column(whole.type()), whole);
            }
        }
        var grouping = new Grouping(rows, planning);
        fields.forEach(grouping::by);
        grouping.dropIncomplete();
        return grouping.rows();
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
