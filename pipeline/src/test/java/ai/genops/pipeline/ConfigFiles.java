package ai.genops.pipeline;

import ai.genops.pipeline.config.ConfigFolder;
import ai.genops.pipeline.config.Location;
import ai.genops.pipeline.config.Overrides;
import ai.genops.pipeline.config.Problems;
import ai.genops.pipeline.config.Secrets;
import ai.genops.pipeline.config.Yaml;
import ai.genops.pipeline.load.Configuration;
import ai.genops.pipeline.load.ConfigurationReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A configuration that a test writes and reads, with the destinations `out` and `other`.
final class ConfigFiles {
    static final Map<String, String> ENVIRONMENT = Map.of("REGION", "eu", "DB_PASSWORD", "an example, hidden");

    final Problems problems = new Problems();
    private final Path folder;

    ConfigFiles(Path folder) throws IOException {
        this.folder = folder;
        write("destinations/all.yaml", "- {id: out, type: file}\n- {id: other, type: file}\n");
    }

    ConfigFiles write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return this;
    }

    Configuration read() {
        var files =
                new ConfigFolder(folder, Overrides.of(List.of(), problems), problems, new Secrets(ENVIRONMENT::get));
        var none = Yaml.Mapping.empty(Location.of("none"));
        return new ConfigurationReader(files, problems, List.of(Captured.type("file")), none).read();
    }

    /// What is told of the configuration, one problem with its place a line, without hints.
    List<String> told() {
        read();
        return problems.all().stream()
                .map(problem -> problem.at() + ": " + (problem.isError() ? "error: " : "") + problem.text())
                .toList();
    }
}
