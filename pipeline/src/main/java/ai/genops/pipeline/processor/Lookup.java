package ai.genops.pipeline.processor;

import ai.genops.event.Event;
import ai.genops.event.Utf8;
import ai.genops.pipeline.lookup.LookupUse;
import ai.genops.pipeline.lookup.LookupView;
import ai.genops.pipeline.lookup.match.Query;
import ai.genops.pipeline.lookup.table.Column;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Sets fields from the row of a table that an event's key values find, or their defaults if there is no such row. With
/// `all`, from every row that matches equally well, as lists.
///
/// @param key in the order in which the index takes the values
/// @param outputs in the order of the view's columns
record Lookup(LookupUse use, List<Value> key, List<Output> outputs, boolean all) implements Processor {
    /// The field at `slot`; without a value, `otherwise` if that is not null.
    record Output(int slot, @Nullable Object otherwise) {}

    @Override
    public Verdict apply(Event event) {
        LookupView view = use.view();
        Query query = Query.at(event.timeNanos());
        for (int i = 0; i < key.size(); i++) {
            Value value = key.get(i);
            Utf8 text = query.next();
            query.with(value.isText(event, text) ? text : value.of(event));
        }
        if (all) {
            view.index().findAll(query);
        } else {
            int row = view.index().find(query);
            if (row >= 0) {
                query.found(row);
            }
        }
        if (query.gaveUp() > 0) {
            use.source().countGaveUp(query.gaveUp());
        }
        set(event, view, query);
        return Verdict.KEEP;
    }

    private void set(Event event, LookupView view, Query query) {
        for (int i = 0; i < outputs.size(); i++) {
            Output output = outputs.get(i);
            Column column = view.outputs().get(i);
            boolean found = query.found() > 0
                    && (all ? setAll(event, output.slot, column, query) : column.set(event, output.slot, query.row(0)));
            if (!found && output.otherwise != null) {
                event.field(output.slot, output.otherwise);
            }
        }
    }

    private static boolean setAll(Event event, int slot, Column column, Query query) {
        List<Object> values = values(column, query);
        if (values != null) {
            event.field(slot, values);
        }
        return values != null;
    }

    private static @Nullable List<Object> values(Column column, Query query) {
        List<Object> values = new ArrayList<>(query.found());
        for (int i = 0; i < query.found(); i++) {
            Object value = column.value(query.row(i));
            if (value != null) {
                values.add(value);
            }
        }
        return values.isEmpty() ? null : List.copyOf(values);
    }
}
