package ai.genops.server.trial;

import ai.genops.pipeline.config.Location;
import ai.genops.pipeline.config.Problems;
import ai.genops.pipeline.engine.Pipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Finds the tests of a configuration: `tests/*.yaml`, `pipelines/tests/*.yaml`, and `pipelines/*.test.yaml`.
public final class TestFiles {
    private TestFiles() {}

    /// Every file, read; what is wrong with any goes to the problems.
    public static List<TestFile> read(Path config, List<Pipeline> pipelines, Problems problems) {
        List<Path> paths = new ArrayList<>();
        paths.addAll(list(config.resolve("tests"), TestFiles::isYaml, problems));
        paths.addAll(list(config.resolve("pipelines/tests"), TestFiles::isYaml, problems));
        paths.addAll(list(config.resolve("pipelines"), TestFiles::isTest, problems));
        List<TestFile> files = new ArrayList<>();
        for (Path path : paths) {
            TestFile file = TestFile.read(path, config.relativize(path).toString(), pipelines, problems);
            if (file != null) {
                files.add(file);
            }
        }
        return List.copyOf(files);
    }

    private static List<Path> list(Path folder, Predicate<String> wanted, Problems problems) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.filter(file -> wanted.test(file.getFileName().toString()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            problems.error(Location.of(folder.toString()), "cannot be listed: " + e.getMessage(), "");
            return List.of();
        }
    }

    private static boolean isYaml(String name) {
        return name.endsWith(".yaml") || name.endsWith(".yml");
    }

    private static boolean isTest(String name) {
        return name.endsWith(".test.yaml") || name.endsWith(".test.yml");
    }
}
