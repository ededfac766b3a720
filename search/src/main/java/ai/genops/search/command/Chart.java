package ai.genops.search.command;

import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.spl.Cursor;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// `chart sum(cost) over team by model`, also written `chart sum(cost) by team model`: a row per value of the
/// first field, a column per value of the second, see [Pivot]; `chart count over hour span=6 by cost bins=3` puts
/// values of both into spans.
record Chart(Charted charted, Bin row, @Nullable Bin column, PivotOptions options) implements Command.Step {

    private static final List<String> OF_SPANS = List.of(BinOptions.NAMES);
    private static final String[] BEHIND_FIELD =
            Stream.concat(OF_SPANS.stream(), Stream.of(PivotOptions.NAMES)).toArray(String[]::new);

    static Chart read(Cursor in) {
        var options = new Options(in);
        options.read(PivotOptions.NAMES);
        Charted charted = Charted.read(in, "by", "over", "where");
        options.read(PivotOptions.NAMES);
        boolean over = in.acceptWord("over");
        if (!over && !in.acceptWord("by")) {
            throw in.error("`over` or `by` expected, found " + in.found(), "Example: chart count over team by model");
        }
        Bin row = options.field();
        in.accept(",");
        options.read(PivotOptions.NAMES);
        boolean comes = over ? in.acceptWord("by") : !in.atEnd() && !Aggregation.comesWord(in, "where");
        Bin column = comes ? options.field() : null;
        Selection where = Selection.where(in, column == null ? null : column.field());
        options.read(PivotOptions.NAMES);
        return new Chart(charted, row, column, where == null ? options.pivot : options.pivot.with(where));
    }

    /// The options between the other words, which may stand anywhere; those of spans are of the field before them.
    private static final class Options {
        private final Cursor in;
        private PivotOptions pivot = PivotOptions.DEFAULT;

        Options(Cursor in) {
            this.in = in;
        }

        Bin field() {
            String field = in.name("a field");
            int at = in.here();
            return new Bin(field, read(BEHIND_FIELD), field, at);
        }

        /// Those that come next, of these names; what they say of spans.
        private BinOptions read(String... names) {
            BinOptions spans = BinOptions.DEFAULT;
            for (String name = in.option(names); name != null; name = in.option(names)) {
                if (OF_SPANS.contains(name)) {
                    spans = spans.with(name, in);
                } else {
                    pivot = pivot.with(name, in);
                }
            }
            UnknownOption.refuse(in, "chart", names);
            return spans;
        }
    }

    @Override
    public Relation apply(Relation input, Planning planning) {
        List<Aggregation> aggregations = charted.aggregations();
        Relation rows = inSpans(column, inSpans(row, input, planning), planning);
        if (column == null && Sparklines.among(aggregations)) {
            return new Sparklines(rows, List.of(row.field()), planning).stats(aggregations);
        }
        var grouping = new Grouping(rows, planning);
        grouping.by(row.field());
        grouping.dropIncomplete();
        if (column == null) {
            grouping.aggregate(aggregations);
        } else {
            grouping = new Pivot(column.field(), options, aggregations).add(grouping, planning);
        }
        return charted.shown(grouping.grouped("chart"), Set.of(row.field()), column != null, options, planning);
    }

    private static Relation inSpans(@Nullable Bin bin, Relation rows, Planning planning) {
        return bin == null || bin.options().equals(BinOptions.DEFAULT) ? rows : bin.apply(rows, planning);
    }
}
