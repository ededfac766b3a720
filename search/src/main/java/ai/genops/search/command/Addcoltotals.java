package ai.genops.search.command;

import ai.genops.search.spl.Cursor;
import java.util.List;

/// `addcoltotals labelfield=team label=all a b`: the sums of columns as a further row. Splunk, Search Reference,
/// `addcoltotals`.
final class Addcoltotals {
    private Addcoltotals() {}

    static Command read(Cursor in) {
        return new Addtotals(false, true, "Total", null, "Total", List.of()).arguments(in);
    }
}
