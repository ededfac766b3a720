package ai.genops.pipeline.lookup;

import ai.genops.pipeline.config.Location;
import ai.genops.pipeline.config.Problems;
import ai.genops.pipeline.config.Section;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// All lookups of a configuration.
public final class LookupTables {
    private final Map<String, Loaded> tables = new TreeMap<>();
    private final List<LookupIndex> indexes = new CopyOnWriteArrayList<>();

    /// A definition and its file as it was read when the configuration loaded.
    public record Loaded(LookupDefinition definition, CsvTable table, FileTime readAt) {}

    /// Reads the definitions, then the CSV files of `folder` that no definition names.
    public static LookupTables read(Path folder, List<Section> definitions, Problems problems) {
        var tables = new LookupTables();
        definitions.forEach(section -> tables.add(LookupDefinition.read(section, new LookupPaths(folder)), problems));
        for (Path file : csvFiles(folder)) {
            String name = file.getFileName().toString();
            String id = name.substring(0, name.length() - ".csv".length());
            if (!tables.tables.containsKey(id)) {
                tables.add(LookupDefinition.ofFile(id, file, Location.of("lookups/" + name)), problems);
            }
        }
        return tables;
    }

    public Collection<String> ids() {
        return tables.keySet();
    }

    public @Nullable Loaded find(String id) {
        return tables.get(id);
    }

    /// The rows of a lookup by key columns; kept current from now on.
    public LookupIndex index(Loaded loaded, int[] keyColumns) {
        var index = new LookupIndex(loaded.definition(), loaded.table(), keyColumns, loaded.readAt());
        indexes.add(index);
        return index;
    }

    /// Reads again every file that has changed and whose lookup's interval is over; called often, by one thread.
    public void refresh(Instant now) {
        indexes.forEach(index -> index.refresh(now));
    }

    public List<LookupIndex> indexes() {
        return List.copyOf(indexes);
    }

    private void add(LookupDefinition definition, Problems problems) {
        if (!Files.isRegularFile(definition.file())) {
            return;
        }
        try {
            FileTime readAt = Files.getLastModifiedTime(definition.file());
            CsvTable table = CsvTable.read(definition.file());
            tables.put(definition.id(), new Loaded(definition, table, readAt));
            columnsAreThere(definition, table, problems);
        } catch (IOException e) {
            problems.error(
                    definition.at(),
                    "the lookup file " + definition.file().getFileName() + " cannot be used: " + e.getMessage(),
                    "It must be CSV (RFC 4180) in UTF-8 with a header line.");
        }
    }

    private static void columnsAreThere(LookupDefinition definition, CsvTable table, Problems problems) {
        List<String> named = new ArrayList<>(definition.keyFields());
        named.addAll(definition.outputFields());
        for (String name : named) {
            problems.require(
                    table.column(name) >= 0,
                    definition.at(),
                    "lookup `%s` names a column `%s` that its file does not have".formatted(definition.id(), name),
                    "Its columns are: " + String.join(", ", table.columns()) + ".");
        }
    }

    private static List<Path> csvFiles(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".csv"))
                    .sorted()
                    .toList();
        } catch (IOException _) {
            return List.of();
        }
    }
}
