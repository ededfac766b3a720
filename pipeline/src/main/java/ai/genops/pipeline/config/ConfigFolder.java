package ai.genops.pipeline.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The folder of a configuration: `sources/ pipelines/ routes/ destinations/ lookups/`, each file in them one block or
/// a list of blocks, and `server.yaml`. Command-line values are in place when a block is handed out.
public final class ConfigFolder {
    private final Path folder;
    private final Overrides overrides;
    private final Problems problems;
    private final Secrets secrets;
    private final Set<String> unreadable = new HashSet<>();
    private final Map<String, String> drafts = new HashMap<>();
    private final Map<Path, Path> draftTables = new HashMap<>();
    /// What the files said and which there were, by the names that problems know them by, and by folder.
    private final Map<String, Optional<Yaml>> said;
    private final Map<String, List<Path>> listed;

    public ConfigFolder(Path folder, Overrides overrides, Problems problems, Secrets secrets) {
        this(folder, overrides, problems, secrets.withFiles(folder), new HashMap<>(), new HashMap<>());
        problems.require(
                Files.isDirectory(folder),
                Location.of(folder.toString()),
                "the configuration folder is not there",
                "Name an existing folder with --config DIR.");
    }

    private ConfigFolder(
            Path folder,
            Overrides overrides,
            Problems problems,
            Secrets secrets,
            Map<String, Optional<Yaml>> said,
            Map<String, List<Path>> listed) {
        this.folder = folder;
        this.overrides = overrides;
        this.problems = problems;
        this.secrets = secrets;
        this.said = said;
        this.listed = listed;
    }

    /// The same folder, which says of everything that was read what it said then, whatever has become of the files.
    public ConfigFolder asRead(Problems found) {
        return new ConfigFolder(folder, overrides, found, secrets, said, listed);
    }

    /// Takes a text for a file, named as problems name it, instead of what is in it.
    public void draft(String shownAs, String text) {
        drafts.put(shownAs, text);
    }

    /// Has files of tables read in the place of others, by those, normalized.
    public void draftTables(Map<Path, Path> files) {
        draftTables.putAll(files);
    }

    /// The files that are read in the place of others, by those; where one is not there, the other counts as gone.
    public Map<Path, Path> draftTables() {
        return Map.copyOf(draftTables);
    }

    public Path path() {
        return folder;
    }

    public Path path(String kind) {
        return folder.resolve(kind);
    }

    /// The blocks of one folder by their ids, in the order of the files' names.
    public Map<String, Section> blocks(String kind) {
        Map<String, Section> blocks = new LinkedHashMap<>();
        for (Path file : files(kind)) {
            String shownAs = kind + "/" + file.getFileName();
            for (Yaml value : values(file, shownAs)) {
                add(kind, value, shownAs, blocks);
            }
        }
        return blocks;
    }

    /// Whether a file of that name could not be read, which is a problem told already.
    public boolean isUnreadable(String kind, String id) {
        return unreadable.contains(kind + "/" + id);
    }

    /// The one block of a file at the top; empty if there is no such file.
    public Section file(String name) {
        Path file = folder.resolve(name);
        Location at = Location.of(name);
        Yaml value = said(name, () -> Files.exists(file) ? YamlReader.read(file, name, problems) : null);
        Yaml.Mapping mapping = Yaml.Mapping.empty(at);
        if (value instanceof Yaml.Mapping written) {
            mapping = written;
        } else if (value != null) {
            problems.error(value.at(), name + " must be a mapping of keys to values", "");
        }
        overrides.apply(List.of(name.substring(0, name.lastIndexOf('.'))), mapping);
        return new Section(mapping, problems, secrets);
    }

    private void add(String kind, Yaml value, String shownAs, Map<String, Section> blocks) {
        if (!(value instanceof Yaml.Mapping mapping)) {
            problems.error(value.at(), "must be a block with an `id`, or a list of them", "");
            return;
        }
        Section named = new Section(mapping, problems, secrets);
        String id = named.has("id") ? named.text("id") : withoutEnding(shownAs);
        overrides.apply(List.of(kind, id), mapping);
        Section first = blocks.putIfAbsent(id, new Section(mapping, problems, secrets));
        if (first != null) {
            problems.error(
                    named.at("id"),
                    "the id `" + id + "` is taken by the block at " + first.at("id"),
                    "Give one of the two another id.");
        }
    }

    private List<Yaml> values(Path file, String shownAs) {
        int before = problems.count();
        String draft = drafts.get(shownAs);
        Yaml value = said(
                shownAs,
                () -> draft == null
                        ? YamlReader.read(file, shownAs, problems)
                        : YamlReader.parse(draft, shownAs, problems));
        if (value == null && problems.count() > before) {
            unreadable.add(shownAs.substring(0, shownAs.lastIndexOf('.')));
        }
        return switch (value) {
            case null -> List.of();
            case Yaml.Sequence list -> list.items();
            default -> List.of(value);
        };
    }

    private @Nullable Yaml said(String shownAs, Supplier<@Nullable Yaml> reading) {
        return said.computeIfAbsent(shownAs, _ -> Optional.ofNullable(reading.get()))
                .orElse(null);
    }

    private List<Path> files(String kind) {
        return listed.computeIfAbsent(kind, this::list);
    }

    /// Those that are there, and drafts of others.
    private List<Path> list(String kind) {
        Stream<Path> drafted = drafts.keySet().stream()
                .filter(name -> name.startsWith(kind + "/"))
                .map(folder::resolve);
        return Stream.concat(present(folder.resolve(kind)).stream(), drafted)
                .filter(ConfigFolder::isYaml)
                .distinct()
                .sorted()
                .toList();
    }

    private List<Path> present(Path kind) {
        if (!Files.isDirectory(kind)) {
            return List.of();
        }
        try (var files = Files.list(kind)) {
            return files.toList();
        } catch (IOException e) {
            problems.error(Location.of(kind.toString()), "cannot be listed: " + e.getMessage(), "");
            return List.of();
        }
    }

    private static boolean isYaml(Path file) {
        String name = file.getFileName().toString();
        boolean isTest = name.endsWith(".test.yaml") || name.endsWith(".test.yml"); // of pipelines, run by themselves
        return !isTest && (name.endsWith(".yaml") || name.endsWith(".yml"));
    }

    private static String withoutEnding(String shownAs) {
        String name = shownAs.substring(shownAs.lastIndexOf('/') + 1);
        return name.substring(0, name.lastIndexOf('.'));
    }
}
