package ai.genops.pipeline;

import ai.genops.pipeline.config.ConfigFolder;
import ai.genops.pipeline.config.Location;
import ai.genops.pipeline.config.Overrides;
import ai.genops.pipeline.config.Problem;
import ai.genops.pipeline.config.Problems;
import ai.genops.pipeline.config.Secrets;
import ai.genops.pipeline.config.Yaml;
import ai.genops.pipeline.engine.Pipeline;
import ai.genops.pipeline.load.Configuration;
import ai.genops.pipeline.load.ConfigurationReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A configuration folder whose destinations capture what they are given.
final class Loaded {
    private static final List<String> TYPES = List.of(
            "cribl_lake datadog_metrics prometheus_remote_write s3 splunk_hec elasticsearch webhook slack pagerduty"
                    .split(" ", -1));

    private static final List<String> MORE = List.of("snowflake kafka otlp email file console lake".split(" ", -1));

    final Problems problems = new Problems();
    final Map<String, Captured> destinations = new TreeMap<>();
    final List<Pipeline> pipelines;

    Loaded(Path folder) {
        var config = new ConfigFolder(folder, Overrides.of(List.of(), problems), problems, new Secrets(_ -> null));
        var types = java.util.stream.Stream.concat(TYPES.stream(), MORE.stream())
                .map(Captured::type)
                .toList();
        Configuration configuration =
                new ConfigurationReader(config, problems, types, Yaml.Mapping.empty(Location.of("none"))).read();
        configuration.destinations().forEach((id, destination) -> destinations.put(id, (Captured) destination));
        pipelines = configuration.pipelines();
    }

    /// Takes the events, written as YAML, through all pipelines.
    Loaded with(String events) {
        TestEvents.through(pipelines, events);
        return this;
    }

    /// What each destination got, a line each, after its name.
    String lines() {
        return destinations.values().stream()
                .map(destination -> "# " + destination.id() + "\n"
                        + destination.lines.stream().map(line -> line + "\n").collect(Collectors.joining()))
                .collect(Collectors.joining());
    }

    String remarks() {
        return problems.all().stream().map(Problem::toString).collect(Collectors.joining("\n"));
    }

    List<String> failures() {
        return pipelines.stream()
                .flatMap(pipeline -> pipeline.expressions().stream())
                .filter(expression -> expression.failures() > 0)
                .map(expression -> expression.source() + ": " + expression.lastFailure())
                .toList();
    }
}
