package ai.genops.lake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// The outcome of going through a dataset's hash chain from its beginning: every entry, and every file that is there.
///
/// @param files that are there and are what they were when they were written
/// @param gone entries of files that were compacted or deleted
/// @param head the last link; noted elsewhere, it proves later that nothing before it was changed
/// @param breaks what is wrong, the first first; empty: nothing
public record Verification(
        String dataset, int files, long rows, long bytes, int gone, String head, List<Break> breaks) {
    private static final int MOST_BREAKS = 100;

    /// Where the chain does not hold.
    ///
    /// @param id of the entry
    /// @param path of its file, below the lake's folder
    public record Break(long id, String path, String what) {}

    public boolean holds() {
        return breaks.isEmpty();
    }

    /// Goes through a dataset's chain; reads every byte of its files.
    ///
    /// @throws LakeException if the lake cannot be read
    public static Verification of(Lake lake, String dataset) {
        try (Connection connection = lake.reader()) {
            connection.setAutoCommit(false);
            return new Walk(connection, dataset).run();
        } catch (SQLException e) {
            throw new LakeException("The lake cannot be read: " + Errors.text(e), e);
        }
    }

    private static final class Walk {
        private final Connection connection;
        private final String dataset;
        private final Path folder;
        private final List<Break> breaks = new ArrayList<>();
        private int files;
        private int gone;
        private long rows;
        private long bytes;

        Walk(Connection connection, String dataset) throws SQLException {
            this.connection = connection;
            this.dataset = dataset;
            this.folder = Objects.requireNonNull(Manifest.folder(connection), "the lake is in memory");
        }

        Verification run() throws SQLException {
            String link = "";
            try (var query = connection.prepareStatement("select * from meta.files where dataset = ? order by id")) {
                query.setString(1, dataset);
                try (ResultSet row = query.executeQuery()) {
                    while (row.next() && breaks.size() < MOST_BREAKS) {
                        Manifest.Entry entry = Manifest.Entry.read(row);
                        String said = row.getString("chain");
                        if (!Chain.link(link, entry.text()).equals(said)) {
                            add(entry, "the entry is not what was entered, or an entry before it is missing");
                        }
                        link = said;
                        file(entry, row.getObject("gone") != null);
                    }
                }
            }
            return new Verification(dataset, files, rows, bytes, gone, link, List.copyOf(breaks));
        }

        private void file(Manifest.Entry entry, boolean isGone) {
            if (isGone) {
                gone++;
                return;
            }
            Path file = folder.resolve(entry.path());
            try {
                if (!Files.exists(file)) {
                    add(entry, "the file is missing");
                } else if (Files.size(file) != entry.bytes()) {
                    add(entry, "the file has " + Files.size(file) + " bytes, not " + entry.bytes());
                } else if (!Chain.of(file).equals(entry.sha256())) {
                    add(entry, "the file's contents were changed: their SHA-256 is another");
                } else {
                    files++;
                    rows += entry.contents().rows();
                    bytes += entry.bytes();
                }
            } catch (IOException e) {
                add(entry, "the file cannot be read: " + e.getMessage());
            }
        }

        private void add(Manifest.Entry entry, String what) {
            breaks.add(new Break(entry.id(), entry.path(), what));
        }
    }
}
