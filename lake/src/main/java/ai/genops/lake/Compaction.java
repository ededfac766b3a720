package ai.genops.lake;

import ai.genops.lake.Yielding.Pace;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/// Makes one file of small ones of the same folder, in one transaction: the new file is entered in the manifest as the
/// old ones are taken out. Files of write-once datasets are left alone: what they are entered with stays true of them.
///
/// Files of like size are put together, so a row is copied about log(size) times, however many rolls a day has.
final class Compaction {
    /// As few are not worth the work.
    private static final int FEWEST = 8;
    private static final int MOST = 64;
    /// Files of more are left as they are; as many rows of small ones are put together at a time.
    private static final int LARGE = 62_500;

    private static final long MOST_ROWS = 500_000;

    private final Connection connection;
    private final Storage storage;
    private final Instant now;
    private final Witness witness;

    Compaction(Connection connection, Storage storage, Instant now, Witness witness) {
        this.connection = connection;
        this.storage = storage;
        this.now = now;
        this.witness = witness;
    }

    /// The paths of the files that were replaced; none if no folder has enough small ones.
    List<String> run() throws SQLException {
        List<DataFile> chosen = storage.dataset().keeping().writeOnce() ? List.of() : choose();
        if (chosen.isEmpty()) {
            connection.rollback();
            return List.of();
        }
        Path folder = Objects.requireNonNull(Manifest.folder(connection), "the lake is in memory");
        var writer = new FileWriter(connection, folder, witness, Pace.YIELDING);
        try {
            merge(chosen, folder, writer);
            Manifest.takeOut(connection, chosen.stream().map(DataFile::id).toList(), now, "compacted");
            witness.at(Witness.Step.DELETED);
            connection.commit();
        } catch (SQLException | RuntimeException e) {
            connection.rollback();
            writer.discard();
            throw e;
        }
        witness.at(Witness.Step.COMMITTED);
        return chosen.stream().map(DataFile::path).toList();
    }

    private void merge(List<DataFile> chosen, Path folder, FileWriter writer) throws SQLException {
        Map<String, FileColumn> columns = common(chosen);
        try (var statement = connection.createStatement()) {
            statement.execute("create or replace temp table " + FileWriter.RELATION + " as from "
                    + Pace.YIELDING.of("(" + rows(chosen, columns) + ")") + " order by _time, _offset, _ordinal");
            Path inFolder =
                    Objects.requireNonNull(Path.of(chosen.getFirst().path()).getParent());
            writer.write(
                    new FileWriter.Kind(storage, columns, "compacted", now),
                    folder.relativize(inFolder).toString(),
                    "true");
            statement.execute("drop table " + FileWriter.RELATION);
        }
        long rows = chosen.stream().mapToLong(DataFile::rows).sum();
        if (writer.rows() != rows) {
            throw new SQLException("compacting `" + storage.name() + "` read " + writer.rows() + " rows where the"
                    + " manifest has " + rows + "; nothing was changed. See `genops lake verify`");
        }
    }

    /// Those of all files, as SQL.
    private static String rows(List<DataFile> files, Map<String, FileColumn> columns) {
        Map<String, List<String>> paths = new LinkedHashMap<>();
        for (DataFile file : files) {
            var values = new StringBuilder();
            columns.forEach((name, column) -> {
                FileColumn own = Objects.requireNonNull(file.columns().get(name));
                boolean none = own.kind() == ColumnKind.NONE;
                String quoted = Layout.quote(name);
                values.append(none ? ", null::" + column.kind().type() + " as " + quoted : ", " + quoted);
            });
            paths.computeIfAbsent(values.toString(), _ -> new ArrayList<>()).add(file.path());
        }
        return paths.entrySet().stream()
                .map(entry -> "select " + Columns.FIXED + ", fields, events, _offset, _ordinal" + entry.getKey()
                        + " from " + Layout.parquet(entry.getValue()))
                .collect(Collectors.joining(" union all "));
    }

    /// A column means that the file has the attribute in it and nowhere else but in `fields`, so it must be in all.
    private static Map<String, FileColumn> common(List<DataFile> files) {
        Map<String, FileColumn> columns = new LinkedHashMap<>(files.getFirst().columns());
        for (DataFile file : files) {
            columns.keySet().retainAll(file.columns().keySet());
            file.columns().forEach((name, kind) -> columns.computeIfPresent(name, (_, own) -> own.with(kind)));
        }
        return columns;
    }

    /// Files of one folder and one magnitude of rows, if there are enough.
    private List<DataFile> choose() throws SQLException {
        Map<String, List<DataFile>> groups = new LinkedHashMap<>();
        for (DataFile file : Manifest.files(connection)) {
            if (file.dataset().equals(storage.name()) && file.rows() < LARGE) {
                int magnitude = (int) Math.log10((double) file.rows());
                String group = magnitude + " " + Path.of(file.path()).getParent();
                groups.computeIfAbsent(group, _ -> new ArrayList<>()).add(file);
            }
        }
        return groups.values().stream()
                .filter(group -> group.size() >= FEWEST)
                .max(Comparator.comparingInt(List::size))
                .map(Compaction::bounded)
                .orElse(List.of());
    }

    private static List<DataFile> bounded(List<DataFile> group) {
        int count = 0;
        for (long rows = 0; count < Math.min(MOST, group.size()); count++) {
            rows += group.get(count).rows();
            if (rows > MOST_ROWS) {
                break;
            }
        }
        return group.subList(0, count);
    }
}
