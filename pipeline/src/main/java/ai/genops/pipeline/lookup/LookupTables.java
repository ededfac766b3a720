package ai.genops.pipeline.lookup;

import ai.genops.pipeline.config.Location;
import ai.genops.pipeline.config.Names;
import ai.genops.pipeline.config.Problems;
import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.lookup.read.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// All lookups of a configuration.
public final class LookupTables {
    private final Path folder;
    private final Map<String, LookupSource> tables = new TreeMap<>();
    private final Map<String, GeoSource> databases = new TreeMap<>();
    /// Those whose file has told its problem already.
    private final Set<String> broken = new TreeSet<>();

    /// Those that nobody has asked for yet.
    private final Set<String> unused = new TreeSet<>();

    private LookupTables(Path folder) {
        this.folder = folder;
    }

    /// Where the lookups' files are.
    public Path folder() {
        return folder;
    }

    /// Reads the definitions, then the files of `folder` that no definition names.
    public static LookupTables read(Path folder, List<Section> definitions, Problems problems) {
        return read(folder, Map.of(), definitions, problems);
    }

    /// The same with other files in the place of some.
    ///
    /// @param drafts files that are read in the place of others, by those, normalized; where one is not there, the
    /// other counts as gone
    public static LookupTables read(Path folder, Map<Path, Path> drafts, List<Section> definitions, Problems problems) {
        var tables = new LookupTables(folder);
        Set<Path> named = new TreeSet<>();
        for (Section section : definitions) {
            LookupDefinition definition = LookupDefinition.read(section, new LookupPaths(folder, drafts));
            named.add(definition.file().normalize());
            tables.add(definition, problems);
        }
        for (Path file : files(folder, drafts)) {
            String name = file.getFileName().toString();
            Format format = Format.of(name);
            if (format != null && !named.contains(file.normalize()) && !tables.has(Format.id(name))) {
                tables.add(
                        LookupDefinition.ofFile(Format.id(name), file, format, Location.of("lookups/" + name)),
                        problems);
            }
        }
        return tables;
    }

    /// Of the tables, without MaxMind databases.
    public Collection<String> ids() {
        return tables.keySet();
    }

    public Collection<String> databaseIds() {
        return databases.keySet();
    }

    /// The lookup with its table, which counts as used from now on. Called by the thread that reads the configuration.
    public @Nullable LookupSource find(String id) {
        unused.remove(id);
        return tables.get(id);
    }

    public @Nullable GeoSource database(String id) {
        return databases.get(id);
    }

    /// The tables that nothing of the configuration has asked for.
    public List<LookupSource> unused() {
        return unused.stream().map(tables::get).toList();
    }

    /// Whether there is such a lookup, though its file cannot be used, which is a problem told already.
    public boolean isBroken(String id) {
        return broken.contains(id);
    }

    /// Those whose file cannot be used.
    public Collection<String> brokenIds() {
        return broken;
    }

    /// Reads again every file that has changed and whose lookup's interval is over; called often, by one thread.
    public void refresh(Instant now) {
        all().forEach(lookup -> lookup.refresh(now));
    }

    public List<FileLookup> all() {
        List<FileLookup> all = new ArrayList<>(tables.values());
        all.addAll(databases.values());
        return List.copyOf(all);
    }

    private boolean has(String id) {
        return tables.containsKey(id) || databases.containsKey(id) || broken.contains(id);
    }

    private void add(LookupDefinition definition, Problems problems) {
        if (!Files.isRegularFile(definition.file())) {
            broken.add(definition.id());
            return;
        }
        try {
            if (definition.reading().format() == Format.MMDB) {
                databases.put(definition.id(), new GeoSource(definition));
            } else {
                var source = new LookupSource(definition);
                tables.put(definition.id(), source);
                unused.add(definition.id());
                columnsAreThere(source, problems);
            }
        } catch (IOException e) {
            broken.add(definition.id());
            problems.error(
                    definition.at(),
                    "the lookup file " + definition.file().getFileName() + " cannot be used: " + LookupErrors.text(e),
                    hint(definition.reading().format()));
        }
    }

    private static String hint(Format format) {
        return switch (format) {
            case CSV -> "It must be CSV (RFC 4180) in UTF-8 with a header line.";
            case JSON -> "It must be a JSON array of objects, or an object of objects.";
            case NDJSON -> "It must be one JSON object per line.";
            case MMDB -> "It must be a database in MaxMind's format, as GeoLite2-City.mmdb.";
        };
    }

    private static void columnsAreThere(LookupSource source, Problems problems) {
        LookupDefinition definition = source.definition();
        List<String> named = new ArrayList<>(definition.keyFields());
        named.addAll(definition.outputFields());
        named.addAll(List.of(definition.match().column(), definition.validFrom(), definition.validTo()));
        for (String name : named) {
            problems.require(
                    name.isEmpty() || source.table().place(name) >= 0,
                    definition.at(),
                    "lookup `%s` names a column `%s` that its file does not have".formatted(definition.id(), name),
                    Names.didYouMean(name, source.table().names()));
        }
    }

    private static List<Path> files(Path folder, Map<Path, Path> drafts) {
        Path normal = folder.normalize();
        Set<Path> files = new TreeSet<>(present(normal));
        drafts.keySet().stream().filter(file -> normal.equals(file.getParent())).forEach(files::add);
        return files.stream()
                .map(file -> drafts.getOrDefault(file, file))
                .filter(Files::isRegularFile)
                .toList();
    }

    private static List<Path> present(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.toList();
        } catch (IOException _) {
            return List.of();
        }
    }
}
