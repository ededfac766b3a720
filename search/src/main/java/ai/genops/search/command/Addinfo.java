package ai.genops.search.command;

import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Expr.Num;
import ai.genops.search.plan.Expr.Text;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.spl.Cursor;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// `addinfo`: the time searched as `info_min_time` and `info_max_time` (`+Infinity` without an end) and when the
/// search began as `info_search_time`. Splunk, Search Reference, `addinfo`.
record Addinfo() implements Command.Step {

    static Addinfo read(Cursor in) {
        return new Addinfo();
    }

    @Override
    public Relation apply(Relation input, Planning planning) {
        var range = planning.range();
        Relation rows = define(input, "info_min_time", range.earliest(), new Num(0), planning);
        rows = define(rows, "info_max_time", range.latest(), new Text("+Infinity"), planning);
        return define(rows, "info_search_time", planning.now(), new Num(0), planning);
    }

    private static Relation define(
            Relation rows, String name, @Nullable Instant time, Expr otherwise, Planning planning) {
        Expr value = time == null ? otherwise : new Num(time.getEpochSecond() + time.getNano() / 1e9);
        return rows.define(name, planning.column(value.type()), value);
    }
}
