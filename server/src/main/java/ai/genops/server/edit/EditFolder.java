package ai.genops.server.edit;

import ai.genops.log.DurableFolders;
import ai.genops.server.notice.DurableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The history on disk: a file per change, which only the server's owner may read, as a configuration may hold what is
/// nobody else's business. Bounded in number and in size; the oldest go first. One thread at a time.
final class EditFolder {
    static final int MOST = 200;
    static final long MOST_CHARACTERS = 20_000_000;
    private static final Logger LOG = LoggerFactory.getLogger(EditFolder.class);

    private final Path folder;
    private final int most;

    EditFolder(Path folder, int most) {
        this.folder = folder;
        this.most = most;
    }

    /// The newest first. A file that is damaged is told in the log and left out.
    List<Edit> read() throws IOException {
        List<Edit> edits = new ArrayList<>();
        for (Path file : files()) {
            try {
                edits.add(Edit.read(Files.readString(file)));
            } catch (IOException | RuntimeException e) {
                LOG.warn("{} cannot be read and is left out of the history: {}", file, e.getMessage());
            }
        }
        edits.sort(Comparator.comparingLong(Edit::number).reversed());
        return edits;
    }

    /// Durable when it returns.
    void keep(Edit edit) throws IOException {
        if (!Files.isDirectory(folder)) {
            DurableFolders.createOne(folder);
            var mode = Files.getFileAttributeView(folder, PosixFileAttributeView.class);
            if (mode != null) {
                mode.setPermissions(PosixFilePermissions.fromString("rwx------"));
            }
        }
        new DurableFile(file(edit.number())).write(edit.write());
        DurableFolders.sync(folder);
        bound();
    }

    void forget(long number) throws IOException {
        Files.deleteIfExists(file(number));
    }

    private void bound() throws IOException {
        long characters = 0;
        int count = 0;
        for (Edit edit : read()) {
            characters += edit.characters();
            if (++count > 1 && (count > most || characters > MOST_CHARACTERS)) {
                forget(edit.number());
            }
        }
    }

    private Path file(long number) {
        return folder.resolve("%010d.json".formatted(number));
    }

    private List<Path> files() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var all = Files.list(folder)) {
            return all.filter(file -> file.getFileName().toString().endsWith(".json"))
                    .toList();
        }
    }
}
