package ai.genops.pipeline.cribl;

import ai.genops.pipeline.config.Location;
import ai.genops.pipeline.config.Problems;
import ai.genops.pipeline.config.Secrets;
import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.Yaml;
import ai.genops.pipeline.config.YamlReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

/// Converts a file, a folder or a pack between Cribl's format and ours. What has no equivalent is among the problems;
/// everything else is converted.
public final class Conversion {
    private final String name;
    private final SortedMap<String, byte[]> files;
    private final Problems problems;

    private Conversion(String name, SortedMap<String, byte[]> files, Problems problems) {
        this.name = name;
        this.files = files;
        this.problems = problems;
    }

    /// Whose format.
    public enum Format {
        CRIBL,
        GENOPS
    }

    /// Reads all that is there; throws if it cannot be read.
    public static Conversion of(Path source, Problems problems) throws IOException {
        String name = source.toAbsolutePath().normalize().getFileName().toString();
        boolean single = Files.isRegularFile(source) && !PackFiles.isPacked(source);
        SortedMap<String, byte[]> files = new TreeMap<>();
        if (single) {
            files.put(name, Files.readAllBytes(source));
        } else {
            files.putAll(PackFiles.read(source));
        }
        return new Conversion(name.replaceFirst("\\.(crbl|tgz|tar\\.gz|ya?ml|json)$", ""), files, problems);
    }

    /// The format it is in, by the names of the files, or of a single one by what stands in it.
    public Format format() {
        if (files.keySet().stream()
                .anyMatch(path -> path.endsWith("/conf.yml") || path.endsWith("pipelines/route.yml"))) {
            return Format.CRIBL;
        }
        if (files.size() == 1 && yaml(files.firstKey()) instanceof Yaml.Mapping only) {
            boolean cribls = only.members().containsKey("conf")
                    || only.members().containsKey("functions")
                    || (only.members().containsKey("routes") && !only.members().containsKey("processors"));
            return cribls ? Format.CRIBL : Format.GENOPS;
        }
        return Format.GENOPS;
    }

    /// The files of the other format, by their paths.
    public SortedMap<String, byte[]> to(Format format) {
        return switch (format) {
            case GENOPS -> new FromCribl(this).files();
            case CRIBL -> new ToCribl(this).files();
        };
    }

    String name() {
        return name;
    }

    SortedMap<String, byte[]> files() {
        return files;
    }

    Problems problems() {
        return problems;
    }

    /// What stands in a file; an empty block if it is no YAML, which is told.
    Yaml yaml(String path) {
        byte[] bytes = files.getOrDefault(path, new byte[0]);
        Yaml read = YamlReader.parse(new String(bytes, StandardCharsets.UTF_8), path, problems);
        return read == null ? Yaml.Mapping.empty(Location.of(path)) : read;
    }

    Section section(Yaml yaml) {
        return Section.of(yaml, "a file", yaml.at(), problems, new Secrets(_ -> null));
    }

    static byte[] bytes(Yaml yaml) {
        return YamlText.write(yaml).getBytes(StandardCharsets.UTF_8);
    }
}
