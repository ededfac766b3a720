package ai.genops.search.command;

import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Expr.Column;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.spl.Cursor;
import org.jspecify.annotations.Nullable;

/// `autoregress count AS before p=1`, `autoregress count p=1-3`: the values of rows before, as `count_p1` and so on.
/// Splunk, Search Reference, `autoregress`.
record Autoregress(String field, @Nullable String alias, long from, long to) implements Command.Step {
    private static final long MOST = 100;

    static Autoregress read(Cursor in) {
        String field = in.name("a field");
        String alias = in.acceptWord("as") ? in.name("the new name") : null;
        long from = 1;
        long to = 1;
        if (in.option("p") != null) {
            from = Numbers.required(in);
            to = in.accept("-") ? Numbers.required(in) : from;
        }
        if (from < 1 || to < from || to > MOST) {
            throw in.error("p must be from 1 to %d, or such a range".formatted(MOST), "Examples: p=1, p=2-5.");
        }
        return new Autoregress(field, alias, from, to);
    }

    @Override
    public Relation apply(Relation input, Planning planning) {
        Expr value = planning.field(field, input.schema());
        Relation rows = input;
        for (long p = from; p <= to; p++) {
            Column before = planning.column(value.type());
            String name = alias != null && from == to ? alias : field + "_p" + p;
            rows = Series.lag(rows, value, p, before, planning);
            rows = rows.with(rows.schema().with(name, before));
        }
        return rows;
    }
}
