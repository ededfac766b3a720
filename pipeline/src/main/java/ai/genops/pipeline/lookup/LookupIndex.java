package ai.genops.pipeline.lookup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One lookup's rows by one choice of key columns, kept current with its file. Safe for concurrent use: a reload puts
/// a complete new index in the old one's place.
public final class LookupIndex {
    private final LookupDefinition definition;
    private final int[] keyColumns;
    private volatile Map<String, @Nullable Object[]> rows;
    private volatile String lastError = "";
    private FileTime readAt;
    private Instant nextLook = Instant.MIN;

    LookupIndex(LookupDefinition definition, CsvTable table, int[] keyColumns, FileTime readAt) {
        this.definition = definition;
        this.keyColumns = keyColumns;
        this.readAt = readAt;
        this.rows = table.index(keyColumns, definition.caseSensitive());
    }

    public LookupDefinition definition() {
        return definition;
    }

    /// The row for a key, by the file's columns; null if there is none.
    public @Nullable Object @Nullable [] find(@Nullable Object[] key) {
        return rows.get(LookupKey.of(key, definition.caseSensitive()));
    }

    public int size() {
        return rows.size();
    }

    /// Why the file could not be reloaded; empty if it could. The rows stay as they were.
    public String lastError() {
        return lastError;
    }

    /// Reads the file again if it has changed and the interval is over. One thread at a time.
    void refresh(Instant now) {
        if (now.isBefore(nextLook)) {
            return;
        }
        nextLook = now.plus(definition.reloadInterval());
        try {
            FileTime changed = Files.getLastModifiedTime(definition.file());
            if (!changed.equals(readAt)) {
                CsvTable table = CsvTable.read(definition.file());
                if (keyColumns[keyColumns.length - 1] >= table.columns().size()) {
                    throw new IOException("it has lost its key columns");
                }
                rows = table.index(keyColumns, definition.caseSensitive());
                readAt = changed;
            }
            lastError = "";
        } catch (IOException e) {
            lastError = String.valueOf(e.getMessage());
        }
    }
}
