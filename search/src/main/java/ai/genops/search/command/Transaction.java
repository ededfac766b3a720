package ai.genops.search.command;

import ai.genops.search.plan.Grid;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.Type;
import ai.genops.search.spl.Cursor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `transaction session maxspan=10m startswith="login" endswith=eval(status>399)`: puts events that belong
/// together into one: those with the same values of the fields, from a start to an end, within a time.
/// Events without one of the fields take no part. Adds `duration` (seconds), `eventcount` and `closed_txn`
/// (1 if its start or a limit has ended it, 0 if the events did); other fields have all their values. An
/// operator in Java over a bounded number of events, because where one transaction ends depends on where it
/// began. Splunk, Search Reference, `transaction`.
record Transaction(
        List<String> fields,
        TransactionLimits limits,
        @Nullable String starts,
        @Nullable String ends,
        boolean keepEvicted,
        boolean keepOrphans,
        TransactionRendering rendering,
        int at)
        implements Command.Step {
    private static final String START = "\u0001start";
    private static final String END = "\u0001end";

    static Transaction read(Cursor in) {
        int at = in.here();
        return new TransactionReader(in).read(at);
    }

    @Override
    public Relation apply(Relation input, Planning planning) {
        if (input.schema().find("_time") == null) {
            throw planning.error(at, "`transaction` needs the time of its events", "Use it before stats or table.");
        }
        Relation rows = input;
        if (starts != null) {
            rows = rows.define(
                    START, planning.column(Type.NUMBER), TransactionReader.condition(starts, input, planning));
        }
        if (ends != null) {
            rows = rows.define(END, planning.column(Type.NUMBER), TransactionReader.condition(ends, input, planning));
        }
        Grid grid = Rows.fetch(rows, "transaction", planning);
        var events = new TransactionEvents(grid, fields, starts == null ? null : START, ends == null ? null : END);
        List<TransactionEvents.Group> groups = new Transactions(limits, keepOrphans).of(events);
        groups.removeIf(group -> !group.complete(starts != null, ends != null) && !keepEvicted && !group.orphan());
        return Rows.of(events.merged(groups, rendering), "transaction", planning);
    }
}
