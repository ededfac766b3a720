package ai.genops.server.knowledge;

import ai.genops.pipeline.config.ConfFile;
import ai.genops.pipeline.config.ConfFile.Setting;
import ai.genops.pipeline.config.ConfFile.Stanza;
import ai.genops.pipeline.config.Location;
import ai.genops.pipeline.config.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The files of one name below a folder, which may hold whole apps of Splunk. In an app what `local` says goes over
/// what `default` says, setting by setting, and a stanza `[default]` holds for the others (Splunk, Admin Manual,
/// "Configuration file precedence"). Between apps nothing goes over anything: a name is defined once.
final class AppFiles {
    private static final int DEEPEST = 6;
    private static final String DEFAULT = "default";

    private final Path folder;
    private final Map<String, String> drafts;
    private final Problems problems;

    /// @param drafts texts that files would have, by their names beside the folder; an empty one is of a file to go
    AppFiles(Path folder, Map<String, String> drafts, Problems problems) {
        this.folder = folder;
        this.drafts = drafts;
        this.problems = problems;
    }

    /// The stanzas of all files of a name, `[default]` applied, by their own names.
    ///
    /// @param what a stanza defines, for problems
    Map<String, Stanza> stanzas(String fileName, String what) {
        Map<String, Stanza> all = new LinkedHashMap<>();
        apps(fileName).forEach((_, files) -> {
            for (Stanza stanza : merged(files)) {
                Stanza first = all.putIfAbsent(stanza.name(), stanza);
                if (first != null) {
                    problems.error(
                            stanza.at(),
                            "the %s `%s` is defined at %s, too".formatted(what, stanza.name(), first.at()),
                            "Give one of the two another name.");
                }
            }
        });
        return all;
    }

    /// By the folder of the app, `default` before `local`.
    private Map<Path, List<Path>> apps(String fileName) {
        Map<Path, List<Path>> apps = new TreeMap<>();
        Stream.concat(present().stream(), drafted())
                .filter(file -> file.getFileName().toString().equals(fileName))
                .distinct()
                .sorted()
                .forEach(file ->
                        apps.computeIfAbsent(app(file), _ -> new ArrayList<>()).add(file));
        return apps;
    }

    private List<Path> present() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder, DEEPEST)) {
            return all.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            problems.error(Location.of(shown(folder)), "cannot be listed: " + e.getMessage(), "");
            return List.of();
        }
    }

    private Stream<Path> drafted() {
        return drafts.keySet().stream().map(folder::resolveSibling).filter(file -> file.startsWith(folder));
    }

    private Path app(Path file) {
        Path holder = file.resolveSibling("").normalize();
        String name = String.valueOf(holder.getFileName());
        boolean part = (name.equals(DEFAULT) || name.equals("local")) && !holder.equals(folder.normalize());
        return part ? holder.resolveSibling("") : holder;
    }

    private List<Stanza> merged(List<Path> files) {
        Map<String, Stanza> stanzas = new LinkedHashMap<>();
        for (Path file : files) {
            read(file).forEach((name, stanza) -> stanzas.merge(name, stanza, AppFiles::over));
        }
        Stanza common = stanzas.remove(DEFAULT);
        return stanzas.values().stream()
                .map(stanza -> common == null ? stanza : over(common, stanza))
                .toList();
    }

    private Map<String, Stanza> read(Path file) {
        try {
            String draft = drafts.get(shown(file));
            return draft == null
                    ? ConfFile.read(file, shown(file), problems).stanzas()
                    : ConfFile.parse(draft, shown(file), problems).stanzas();
        } catch (IOException e) {
            problems.error(Location.of(shown(file)), "cannot be read: " + e.getMessage(), "");
            return Map.of();
        }
    }

    private String shown(Path file) {
        return folder.resolveSibling("").relativize(file).toString();
    }

    /// What the later one says, and what it leaves to the earlier one.
    private static Stanza over(Stanza before, Stanza after) {
        Map<String, Setting> settings = new LinkedHashMap<>(before.settings());
        settings.putAll(after.settings());
        return new Stanza(after.name(), after.at(), settings);
    }
}
