package ai.genops.server.edit;

import ai.genops.pipeline.lookup.read.Format;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Texts of lookups as files of a folder of their own, which is there until this is closed: a table is read from a
/// file, and the one that it is to replace stays as it is meanwhile.
public final class DraftTables implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DraftTables.class);
    private static final String LOOKUPS = "lookups/";

    private final Map<Path, Path> files = new HashMap<>();
    private final @Nullable Path folder;

    private DraftTables(Path config, Map<String, String> tables) throws IOException {
        folder = tables.isEmpty() ? null : Files.createTempDirectory("genops-lookups");
        for (var table : tables.entrySet()) {
            Path real = config.resolve(table.getKey()).normalize();
            Path draft = Path.of(String.valueOf(folder)).resolve(String.valueOf(real.getFileName()));
            if (!table.getValue().isEmpty()) {
                Files.writeString(draft, table.getValue());
            }
            files.put(real, draft);
        }
    }

    /// Those of the texts that are tables.
    ///
    /// @param texts by the file's name relative to the folder; empty for a file that is to go
    /// @throws UncheckedIOException if they cannot be written
    public static DraftTables of(Path config, Map<String, String> texts) {
        Map<String, String> tables = new HashMap<>(texts);
        tables.keySet().removeIf(name -> !name.startsWith(LOOKUPS) || Format.of(name) == null);
        try {
            return new DraftTables(config, tables);
        } catch (IOException e) {
            throw new UncheckedIOException("a table cannot be written for its trial: " + e.getMessage(), e);
        }
    }

    /// By the files that they stand for, normalized.
    public Map<Path, Path> files() {
        return Map.copyOf(files);
    }

    @Override
    public void close() {
        try {
            for (Path file : files.values()) {
                Files.deleteIfExists(file);
            }
            if (folder != null) {
                Files.deleteIfExists(folder);
            }
        } catch (IOException e) {
            LOG.warn("{} stays, though it is not needed any more: {}", folder, e.getMessage());
        }
    }
}
