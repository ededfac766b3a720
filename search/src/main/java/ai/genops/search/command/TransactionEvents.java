package ai.genops.search.command;

import ai.genops.search.plan.Coerce;
import ai.genops.search.plan.Grid;
import ai.genops.search.plan.Type;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rows as the events of transactions.
final class TransactionEvents {
    /// @param key values of the fields, null if one is missing
    record Event(int row, double time, @Nullable List<String> key, boolean starts, boolean ends) {}

    /// The events of one transaction.
    static final class Group {
        private final List<Event> events = new ArrayList<>();
        private final boolean started;
        private boolean orphan;
        private boolean closed;

        Group(boolean started) {
            this.started = started;
        }

        static Group orphan(Event event) {
            var group = new Group(false);
            group.orphan = true;
            group.add(event);
            return group;
        }

        void add(Event event) {
            events.add(event);
        }

        boolean orphan() {
            return orphan;
        }

        /// A limit or its start has ended it, not the end of the events.
        void close() {
            closed = true;
        }

        boolean isClosed(boolean needsEnd) {
            return closed || (started && complete(true, needsEnd));
        }

        double first() {
            return events.getFirst().time();
        }

        double last() {
            return events.getLast().time();
        }

        int size() {
            return events.size();
        }

        boolean complete(boolean needsStart, boolean needsEnd) {
            return (!needsStart || started) && (!needsEnd || events.getLast().ends());
        }
    }

    private static final List<String> SINGLE = List.of("_time", "_raw", "closed_txn", "duration", "eventcount");

    private final Grid grid;
    private final List<String> fields;
    private final @Nullable String start;
    private final @Nullable String end;

    TransactionEvents(Grid grid, List<String> fields, @Nullable String start, @Nullable String end) {
        this.grid = grid;
        this.fields = fields;
        this.start = start;
        this.end = end;
    }

    boolean hasStart() {
        return start != null;
    }

    List<Event> oldestFirst() {
        int time = grid.indexOf("_time");
        var events = new ArrayList<Event>();
        for (int i = grid.rows().size() - 1; i >= 0; i--) {
            Grid.Row row = grid.rows().get(i);
            List<String> seconds = row.cells().get(time);
            if (seconds != null) {
                events.add(new Event(
                        i, Double.parseDouble(seconds.getFirst()), key(row), flag(row, start), flag(row, end)));
            }
        }
        events.sort(Comparator.comparingDouble(Event::time));
        return events;
    }

    private @Nullable List<String> key(Grid.Row row) {
        var key = new ArrayList<String>();
        for (String field : fields) {
            int at = grid.indexOf(field);
            List<String> values = at < 0 ? null : row.cells().get(at);
            if (values == null) {
                return null;
            }
            key.addAll(values);
        }
        return key;
    }

    private boolean flag(Grid.Row row, @Nullable String field) {
        return field != null && row.cells().get(grid.indexOf(field)) != null;
    }

    /// One row per transaction.
    Grid merged(List<Group> groups, TransactionRendering rendering) {
        List<String> names = grid.names().stream()
                .filter(name -> !name.startsWith("\u0001") && !SINGLE.contains(name))
                .toList();
        var merged = new ArrayList<List<@Nullable List<String>>>();
        for (Group group : groups) {
            var cells = new ArrayList<@Nullable List<String>>();
            names.forEach(name -> cells.add(rendering.values(name, values(group, grid.indexOf(name)))));
            merged.add(cells);
        }
        var columns = new ArrayList<Grid.Field>();
        columns.add(new Grid.Field("_time", Type.TIME));
        for (int i = 0; i < names.size(); i++) {
            int at = i;
            boolean several = merged.stream()
                    .anyMatch(cells -> cells.get(at) != null && cells.get(at).size() > 1);
            Grid.Field field = grid.fields().get(grid.indexOf(names.get(i)));
            columns.add(new Grid.Field(field.name(), several ? Type.LIST : field.type()));
        }
        columns.addAll(List.of(
                new Grid.Field("closed_txn", Type.NUMBER),
                new Grid.Field("duration", Type.NUMBER),
                new Grid.Field("eventcount", Type.NUMBER),
                new Grid.Field("_raw", rendering.hasRawList() ? Type.LIST : Type.TEXT)));
        var rows = new ArrayList<Grid.Row>();
        for (int i = 0; i < groups.size(); i++) {
            Group group = groups.get(i);
            var cells = new ArrayList<@Nullable List<String>>();
            cells.add(List.of(Coerce.textOf(group.first())));
            cells.addAll(merged.get(i));
            cells.add(List.of(group.isClosed(end != null) ? "1" : "0"));
            cells.add(List.of(seconds(group)));
            cells.add(List.of(String.valueOf(group.size())));
            int raw = grid.indexOf("_raw");
            cells.add(raw < 0 ? null : rendering.raw(values(group, raw)));
            rows.add(new Grid.Row(cells));
        }
        return new Grid(List.copyOf(columns), rows);
    }

    private static String seconds(Group group) {
        return Coerce.textOf(Math.round((group.last() - group.first()) * 1e6) / 1e6);
    }

    private List<@Nullable List<String>> values(Group group, int column) {
        var byEvent = new ArrayList<@Nullable List<String>>();
        for (Event event : group.events) {
            byEvent.add(grid.rows().get(event.row()).cells().get(column));
        }
        return byEvent;
    }
}
