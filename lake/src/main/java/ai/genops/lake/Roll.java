package ai.genops.lake;

import ai.genops.lake.Yielding.Pace;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/// Moves rows of a dataset from one of its tables into data files, in one transaction:
///
/// ```
/// begin
///   rows chosen, sorted, as text, with the
///     values that may become columns      -> a temporary relation, which spills
///   per folder: copy to a file, fsync, enter in meta.files
///   delete the rows chosen                   must be as many as were copied
/// commit                                   before it the rows are in the table, after it in the files
/// ```
///
/// A roll takes at most about [#MOST_ROWS]; more are rolled by the next.
final class Roll {
    /// Bounds the transaction's memory and how long it takes; a row group of a data file.
    static final int MOST_ROWS = 122_880;

    private static final String STAGED = "lake_staged";

    private static final int MOST_INDEXES = 8;

    private final Connection connection;
    private final Storage storage;
    private final Instant now;
    private final Witness witness;
    private final Pace pace;

    /// @param connection without auto-commit
    Roll(Connection connection, Storage storage, Instant now, Witness witness, Pace pace) {
        this.connection = connection;
        this.storage = storage;
        this.now = now;
        this.witness = witness;
        this.pace = pace;
    }

    /// What a roll moved; nothing if no row was chosen.
    record Moved(long rows, int files, long bytes) {
        static final Moved NOTHING = new Moved(0, 0, 0);

        Moved plus(Moved other) {
            return new Moved(rows + other.rows, files + other.files, bytes + other.bytes);
        }
    }

    /// Moves rows that the log took before `cutoff`, the oldest first, at most `most`.
    Moved run(Table from, Instant cutoff, long most) throws SQLException {
        Path folder = Objects.requireNonNull(Manifest.folder(connection), "the lake is in memory");
        var writer = new FileWriter(connection, folder, witness, pace);
        try {
            Chosen chosen = Chosen.of(connection, from.of(storage.name()), cutoff, most);
            if (chosen.count() > 0) {
                write(from, chosen, writer);
                chosen.delete(writer.rows());
                witness.at(Witness.Step.DELETED);
            }
            connection.commit();
            witness.at(Witness.Step.COMMITTED);
            return new Moved(writer.rows(), writer.files(), writer.bytes());
        } catch (SQLException | RuntimeException e) {
            connection.rollback();
            writer.discard();
            throw e;
        }
    }

    private void write(Table from, Chosen chosen, FileWriter writer) throws SQLException {
        String rows = "(select " + Columns.FIXED + ", " + from.text("fields") + " as fields, " + from.text("events")
                + " as events, _offset, _ordinal from " + chosen.table() + " where " + chosen.where() + ")";
        Set<String> known = known();
        List<String> indexed = storage.indexes().stream()
                .limit(MOST_INDEXES)
                .flatMap(field -> Partitions.attributes(field, known).stream())
                .toList();
        List<String> candidates = Profile.candidates(connection, rows, indexed);
        List<String> extracted = Stream.concat(
                        candidates.stream(), Partitions.attributes(storage.dataset(), known).stream())
                .distinct()
                .toList();
        Partitions partitions = Partitions.of(storage.dataset(), known, name -> Profile.text(extracted, name));
        stage(rows, partitions, extracted);
        Map<String, FileColumn> columns = Profile.kinds(connection, pace.of(STAGED), candidates);
        show(columns, candidates);
        var kind = new FileWriter.Kind(storage, columns, "rolled", now);
        for (Partitions.Folder folder : partitions.folders(connection, FileWriter.RELATION)) {
            writer.write(kind, storage.name() + "/" + folder.path(), folder.where());
        }
        execute("drop view " + FileWriter.RELATION);
        execute("drop table " + STAGED);
    }

    /// Each row's text is parsed once, for the values that may become columns and those that name its folder.
    private void stage(String rows, Partitions partitions, List<String> extracted) throws SQLException {
        execute("create or replace temp table " + STAGED + " as select *, " + partitions.columns()
                + " from (select *, " + Profile.values(extracted, "fields") + " as " + Profile.VALUES + " from "
                + pace.of(rows) + ") order by "
                + partitions.keys(partitions.names().size()) + ", _time, _offset, _ordinal");
    }

    /// The staged rows as they are to be in files.
    private void show(Map<String, FileColumn> columns, List<String> candidates) throws SQLException {
        var attributes = new StringBuilder();
        columns.forEach((name, column) -> {
            if (column.kind() != ColumnKind.NONE) {
                attributes
                        .append(", ")
                        .append(Profile.column(candidates, name, column.kind()))
                        .append(" as ")
                        .append(Layout.quote(name));
            }
        });
        execute("create or replace temp view " + FileWriter.RELATION + " as select * exclude (" + Profile.VALUES + ")"
                + attributes + " from " + STAGED);
    }

    private Set<String> known() throws SQLException {
        Set<String> names = new HashSet<>();
        try (var query = connection.prepareStatement("select name from meta.fields where dataset = ?")) {
            query.setString(1, storage.name());
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    names.add(row.getString(1));
                }
            }
        }
        return names;
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
