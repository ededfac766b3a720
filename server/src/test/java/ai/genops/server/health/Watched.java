package ai.genops.server.health;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.pipeline.config.ConfigFolder;
import ai.genops.pipeline.config.Overrides;
import ai.genops.pipeline.config.Problem;
import ai.genops.pipeline.config.Problems;
import ai.genops.pipeline.config.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Plans read from a folder that a test writes.
final class Watched {
    final Path config;
    final Problems problems = new Problems();

    Watched(Path config) {
        this.config = config;
    }

    Watched with(String file, String text) throws IOException {
        Path path = config.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
        return this;
    }

    HealthPlan plan() {
        var overrides = Overrides.of(List.of(), problems);
        var folder = new ConfigFolder(config, overrides, problems, new Secrets(_ -> null));
        var settings = new HealthSettings(Duration.ofSeconds(10), Duration.ofMinutes(15), "");
        return HealthPlan.read(settings, folder, List.of(), () -> 0.5, problems);
    }

    HealthPlan usable() {
        HealthPlan plan = plan();
        assertThat(errors()).isEmpty();
        return plan;
    }

    List<String> errors() {
        return problems.errors().stream().map(Problem::toString).toList();
    }
}
