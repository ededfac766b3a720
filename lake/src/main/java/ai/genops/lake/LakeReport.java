package ai.genops.lake;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What the lake holds: per dataset the rows in its tables and in files, and what was deleted, when, and why.
public record LakeReport(List<OfDataset> datasets, List<Deletion> deletions) {
    /// The last so many deletions are told.
    private static final int MOST_DELETIONS = 1_000;

    /// What there is of one dataset.
    ///
    /// @param retention as configured; empty: for ever
    /// @param maxBytes of its files together, as configured; 0: no bound, or nobody works with the lake who has one
    /// @param frozenPath the absolute path that files are copied to before they are deleted; empty: none, they are
    /// deleted; null: not known, as it is the configuration's and nobody works with the lake who has one
    /// @param liveRows in the tables
    /// @param fileRows in data files
    /// @param first of the files' event times; null without files
    /// @param lastRoll when a file was rolled last; null: never
    public record OfDataset(
            String name,
            String retention,
            long maxBytes,
            @Nullable String frozenPath,
            long liveRows,
            int files,
            long fileRows,
            long fileBytes,
            @Nullable Instant first,
            @Nullable Instant last,
            @Nullable Instant lastRoll) {}

    /// Files that one act of retention deleted.
    ///
    /// @param why age or size
    public record Deletion(
            String dataset, Instant when, String why, int files, long rows, long bytes, Instant first, Instant last) {}

    /// As of now.
    ///
    /// @throws LakeException if the lake cannot be read
    public static LakeReport of(Lake lake) {
        try (Connection connection = lake.reader()) {
            connection.setAutoCommit(false);
            return new LakeReport(datasets(connection, lake.storages()), deletions(connection));
        } catch (SQLException e) {
            throw new LakeException("The lake cannot be read: " + Errors.text(e), e);
        }
    }

    private static List<OfDataset> datasets(Connection connection, Map<String, Storage> storages) throws SQLException {
        List<OfDataset> found = new ArrayList<>();
        Map<String, Long> young = new Holdings()
                .see(connection).texts().stream()
                        .filter(DataFile::isYoung)
                        .collect(Collectors.groupingBy(DataFile::dataset, Collectors.summingLong(DataFile::rows)));
        try (var statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        select d.name, d.retention, count(f.id), coalesce(sum(f.rows), 0)::bigint as rows,
                            coalesce(sum(f.bytes), 0)::bigint as bytes, min(f.first_time), max(f.last_time),
                            (select max(r.written) from meta.files r where r.dataset = d.name and r.origin = 'rolled')
                        from meta.datasets d left join meta.files f on f.dataset = d.name and f.gone is null
                        group by d.name, d.retention order by d.name""")) {
            while (row.next()) {
                Storage storage = storages.get(row.getString(1));
                found.add(new OfDataset(
                        row.getString(1),
                        row.getString(2),
                        storage == null ? 0 : storage.dataset().keeping().maxBytes(),
                        storage == null ? null : frozen(storage),
                        settled(connection, row.getString(1)) + young.getOrDefault(row.getString(1), 0L),
                        row.getInt(3),
                        row.getLong(4),
                        row.getLong(5),
                        Manifest.instantOrNull(row, 6),
                        Manifest.instantOrNull(row, 7),
                        Manifest.instantOrNull(row, 8)));
            }
        }
        return found;
    }

    private static String frozen(Storage storage) {
        String frozen = storage.dataset().keeping().frozen();
        return frozen.isEmpty()
                ? ""
                : Path.of(frozen).toAbsolutePath().normalize().toString();
    }

    private static long settled(Connection connection, String dataset) throws SQLException {
        try (var statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from " + Layout.quote(dataset))) {
            row.next();
            return row.getLong(1);
        }
    }

    private static List<Deletion> deletions(Connection connection) throws SQLException {
        List<Deletion> found = new ArrayList<>();
        try (var statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        select dataset, gone, gone_why, count(*), sum(rows)::bigint as rows, sum(bytes)::bigint as bytes,
                            min(first_time), max(last_time)
                        from meta.files where gone_why in ('age', 'size')
                        group by dataset, gone, gone_why order by gone desc, dataset limit %d""".formatted(MOST_DELETIONS))) {
            while (row.next()) {
                found.add(new Deletion(
                        row.getString(1),
                        Manifest.instant(row, 2),
                        row.getString(3),
                        row.getInt(4),
                        row.getLong(5),
                        row.getLong(6),
                        Manifest.instant(row, 7),
                        Manifest.instant(row, 8)));
            }
        }
        return found;
    }
}
