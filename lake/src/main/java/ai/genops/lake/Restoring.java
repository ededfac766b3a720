package ai.genops.lake;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Reads back what a dataset needs to know of the rows it has, those in its tables and those in data files. The spans
/// it looks for are those of the newest records, wherever they stand: rows of a burst are in files before older ones.
final class Restoring {
    /// More rows than a log can hold records of.
    private static final int MOST_HELD = 100_000_000;
    /// More rows than two batches have: what a crash leaves of the records behind the checkpoint.
    private static final int MOST_CUT = 1_000_000;

    private final Connection connection;
    private final Dataset dataset;
    /// The newest records first.
    private final List<Rolled> files;

    private record Rolled(String path, long rows, long lastOffset) {}

    Restoring(Connection connection, Dataset dataset) throws SQLException {
        this.connection = connection;
        this.dataset = dataset;
        files = files();
    }

    void run(int spanWindow) throws SQLException {
        dataset.rows.set(tableRows(0) + files.stream().mapToLong(Rolled::rows).sum());
        try (var query = connection.prepareStatement("select name from meta.fields where dataset = ?")) {
            query.setString(1, dataset.name());
            try (ResultSet names = query.executeQuery()) {
                while (names.next()) {
                    dataset.names().restore(names.getString(1));
                }
            }
        }
        spans(spanWindow);
    }

    /// The spans to be known are as many more as there are rows from `first` on: those that were known when the records
    /// were read for the first time are then among them.
    ///
    /// @param next [Long#MAX_VALUE]: they are the first that are offered after a start
    void held(int spanWindow, long first, long next) throws SQLException {
        int most = next == Long.MAX_VALUE ? MOST_CUT : MOST_HELD;
        List<String> relations = tables();
        files.stream()
                .filter(file -> file.lastOffset >= first)
                .forEach(file -> relations.add(Layout.parquet(List.of(file.path))));
        long rows = 0;
        for (String relation : relations) {
            rows += number("select count(*) from " + relation + " where _offset >= " + first);
        }
        int held = (int) Math.min(rows, most);
        dataset.prepare(spanWindow == 0 ? 0 : spanWindow + held, Math.max(1, held));
        for (String relation : relations) {
            hold("select _offset, _ordinal, epoch_ms(_indextime), coalesce(pipeline, '') from " + relation
                    + " where _offset >= " + first + " and _offset < " + next
                    + (most == MOST_CUT ? " order by _offset" : "") + " limit " + most);
        }
    }

    private void hold(String sql) throws SQLException {
        try (var statement = connection.createStatement();
                ResultSet held = statement.executeQuery(sql)) {
            while (held.next()) {
                dataset.hold(held.getLong(1), held.getInt(2), held.getLong(3), held.getString(4));
            }
        }
    }

    /// Adds the newest spans, the oldest of them first.
    private void spans(int window) throws SQLException {
        List<String> relations = tables();
        List<String> paths = new ArrayList<>();
        long rows = 0;
        for (Rolled file : files) {
            if (rows + tableRows(file.lastOffset) >= window) {
                break;
            }
            paths.add(file.path);
            rows += file.rows;
        }
        if (!paths.isEmpty()) {
            relations.add(Layout.parquet(paths));
        }
        String all = String.join(
                " union all ",
                relations.stream()
                        .map(relation -> "select _offset, _ordinal, trace_id, span_id, pipeline from " + relation
                                + " where kind = 'span' and trace_id is not null and span_id is not null")
                        .toList());
        add("select trace_id, span_id, coalesce(pipeline, '') from (select * from (" + all
                + ") order by _offset desc, _ordinal desc limit " + window + ") order by _offset, _ordinal");
    }

    private void add(String sql) throws SQLException {
        try (var statement = connection.createStatement();
                ResultSet spans = statement.executeQuery(sql)) {
            while (spans.next()) {
                String trace = spans.getString(1);
                dataset.seen()
                        .add(
                                Hex.parse(trace, 0),
                                Hex.parse(trace, 16),
                                Hex.parse(spans.getString(2), 0),
                                Target.pipelineHash(spans.getString(3)));
            }
        }
    }

    private List<Rolled> files() throws SQLException {
        List<Rolled> found = new ArrayList<>();
        var folder = Manifest.folder(connection);
        try (var query = connection.prepareStatement(
                "select path, rows, last_offset from meta.files where gone is null and dataset = ?")) {
            query.setString(1, dataset.name());
            try (ResultSet row = query.executeQuery()) {
                while (folder != null && row.next()) {
                    found.add(new Rolled(folder.resolve(row.getString(1)).toString(), row.getLong(2), row.getLong(3)));
                }
            }
        }
        found.sort(Comparator.comparingLong(Rolled::lastOffset).reversed());
        return found;
    }

    /// How many rows of records from `offset` on are in the tables.
    private long tableRows(long offset) throws SQLException {
        long rows = 0;
        for (String table : tables()) {
            rows += number("select count(*) from " + table + " where _offset >= " + offset);
        }
        return rows;
    }

    private List<String> tables() {
        List<String> tables = new ArrayList<>();
        for (Table table : Table.values()) {
            tables.add(table.of(dataset.name()));
        }
        return tables;
    }

    private long number(String sql) throws SQLException {
        try (var statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
