package ai.genops.lake;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Takes out the files of a dataset whose newest event is older than its retention, and while all together are larger
/// than its size, the oldest. Each is copied to the frozen folder first, if there is one: what cannot be copied stays.
/// The entries stay in the manifest for ever, with when and why the files went: that is the proof of deletion.
///
/// A write-once file stays until the time that was fixed when it was written, whatever the configuration says now.
final class Retention {
    private final Connection connection;
    private final Storage storage;
    private final Instant now;
    private final Witness witness;
    private final Path folder;

    Retention(Connection connection, Storage storage, Instant now, Witness witness) throws SQLException {
        this.connection = connection;
        this.storage = storage;
        this.now = now;
        this.witness = witness;
        folder = Objects.requireNonNull(Manifest.folder(connection), "the lake is in memory");
    }

    /// The paths of the files that were taken out.
    List<String> run() throws SQLException {
        try {
            Map<DataFile, String> going = choose();
            for (DataFile file : going.keySet()) {
                freeze(file);
            }
            for (var entry : going.entrySet()) {
                Manifest.takeOut(connection, List.of(entry.getKey().id()), now, entry.getValue());
            }
            witness.at(Witness.Step.DELETED);
            connection.commit();
            witness.at(Witness.Step.COMMITTED);
            return going.keySet().stream().map(DataFile::path).toList();
        } catch (SQLException | RuntimeException e) {
            connection.rollback();
            throw e;
        }
    }

    private Map<DataFile, String> choose() throws SQLException {
        Map<Long, Instant> kept = keptUntil();
        List<DataFile> files = new ArrayList<>(Manifest.files(connection).stream()
                .filter(file -> file.dataset().equals(storage.name()))
                .filter(file -> !kept.getOrDefault(file.id(), Instant.MIN).isAfter(now))
                .sorted(Comparator.comparing(DataFile::last).thenComparingLong(DataFile::id))
                .toList());
        Map<DataFile, String> going = new LinkedHashMap<>();
        @Nullable Duration age = storage.dataset().age();
        files.stream()
                .filter(file -> age != null && file.last().isBefore(now.minus(age)))
                .forEach(file -> going.put(file, "age"));
        files.removeAll(going.keySet());
        long most = storage.dataset().keeping().maxBytes();
        long bytes = files.stream().mapToLong(DataFile::bytes).sum();
        for (DataFile file : files) {
            if (most == 0 || bytes <= most) {
                break;
            }
            going.put(file, "size");
            bytes -= file.bytes();
        }
        return going;
    }

    private Map<Long, Instant> keptUntil() throws SQLException {
        Map<Long, Instant> kept = new LinkedHashMap<>();
        try (var statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select id, keep_until from meta.files where gone is null and keep_until is not null")) {
            while (row.next()) {
                kept.put(row.getLong(1), Manifest.instant(row, 2));
            }
        }
        return kept;
    }

    /// Copies a file to where Splunk's `coldToFrozenDir` would put a bucket, under the path it has in the lake.
    private void freeze(DataFile file) throws SQLException {
        String frozen = storage.dataset().keeping().frozen();
        if (frozen.isEmpty()) {
            return;
        }
        Path from = Path.of(file.path());
        Path to = Path.of(frozen).resolve(folder.relativize(from).toString());
        Path part = to.resolveSibling(to.getFileName() + ".part");
        try {
            Files.createDirectories(Objects.requireNonNull(to.getParent()));
            Files.copy(from, part, StandardCopyOption.REPLACE_EXISTING);
            try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(part, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new SQLException(
                    "`" + file.path() + "` cannot be copied to the `frozen_path` `" + frozen + "`, so it stays: "
                            + e.getMessage(),
                    e);
        }
        witness.at(Witness.Step.FROZEN);
    }
}
