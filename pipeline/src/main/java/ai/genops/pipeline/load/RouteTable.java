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

    /// @param text all that it says
    /// @param last whether an event it takes goes to no later row
    record Row(String text, Condition filter, boolean last) {}

    RouteTable(List<Row> rows) {
        this.rows = List.copyOf(rows);
        subject = this.rows.stream().map(Row::text).toList().hashCode();
    }

    /// Holds for the events that the row takes.
    Condition takes(int row) {
        return event -> (event.isDecided(subject) ? event.decisions() : decide(event)).get(row);
    }

    /// Holds for the events that one of the rows takes.
    Condition takesAny(BitSet wanted) {
        return event -> (event.isDecided(subject) ? event.decisions() : decide(event)).intersects(wanted);
    }

    private BitSet decide(Event event) {
        boolean made = event.isMade();
        BitSet taken = event.decide(subject);
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
