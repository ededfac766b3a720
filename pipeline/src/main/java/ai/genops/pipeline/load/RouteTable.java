package ai.genops.pipeline.load;

import ai.genops.event.Event;
import ai.genops.pipeline.processor.Condition;
import java.util.BitSet;
import java.util.List;

/// The rows of all tables of routes, in their order, as conditions of pipelines and routes. The first question of an
/// event, by whichever pipeline, decides for all rows; the answer stays with the event until the next is received, as
/// a pipeline may change what the filters read. Safe for concurrent use.
///
/// What a pipeline makes at a record is of no single event: it goes to all rows of its pipeline.
final class RouteTable {
    private final List<Row> rows;
    /// The same for tables whose rows say the same.
    private final int subject;

    /// @param id its name
    /// @param text all that it says
    /// @param last whether an event it takes goes to no later row
    record Row(String id, String text, Condition filter, boolean last) {}

    RouteTable(List<Row> rows) {
        this.rows = List.copyOf(rows);
        subject = this.rows.stream().map(Row::text).toList().hashCode();
    }

    /// Holds for the events that the row takes.
    Condition takes(int row) {
        return new Takes(this, row);
    }

    /// Holds for the events that one of the rows takes.
    Condition takesAny(BitSet wanted) {
        return wanted.cardinality() == 1 ? takes(wanted.nextSetBit(0)) : new TakesAny(this, wanted);
    }

    private record Takes(RouteTable table, int row) implements Condition {
        @Override
        public boolean test(Event event) {
            return table.taken(event).get(row);
        }

        @Override
        public Why why(Event event) {
            BitSet taken = table.taken(event);
            for (int i = 0; i < row; i++) {
                Row before = table.rows.get(i);
                if (taken.get(i) && before.last()) {
                    return new Why(
                            "the row `" + before.id() + "` comes before it, takes the event and is final",
                            before.filter());
                }
            }
            return new Why("", table.rows.get(row).filter());
        }
    }

    private record TakesAny(RouteTable table, BitSet wanted) implements Condition {
        @Override
        public boolean test(Event event) {
            return table.taken(event).intersects(wanted);
        }

        @Override
        public Why why(Event event) {
            return new Why("no row of the table of routes that leads here takes it", Condition.ALWAYS);
        }
    }

    private BitSet taken(Event event) {
        return event.decisions().areOf(subject) ? event.decisions().bits() : decide(event);
    }

    private BitSet decide(Event event) {
        boolean made = event.isMade();
        BitSet taken = event.decisions().make(subject);
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            if (made || row.filter().test(event)) {
                taken.set(i);
                if (row.last() && !made) {
                    break;
                }
            }
        }
        return taken;
    }
}
