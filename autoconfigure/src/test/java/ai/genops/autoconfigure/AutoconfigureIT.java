package ai.genops.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Programs that know nothing of GenOps, each in a process of its own with a real OpenTelemetry.
class AutoconfigureIT {
    private final Collector collector = new Collector();

    @TempDir
    Path folder;

    AutoconfigureIT() throws IOException {}

    @AfterEach
    void close() {
        collector.close();
    }

    private Path prices() throws IOException {
        return Files.writeString(folder.resolve("prices.csv"), """
                provider,model,input_cost_per_1k,output_cost_per_1k,cache_read_cost_per_1k
                openai,gpt-4o,0.0025,0.01,0.00125
                """);
    }

    private String run(List<String> jvm, String how) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(jvm);
        command.addAll(List.of(
                "-Dotel.metrics.exporter=none",
                "-Dotel.logs.exporter=none",
                "-Dotel.exporter.otlp.protocol=http/protobuf",
                "-Dotel.exporter.otlp.endpoint=" + collector.address(),
                "-Dgenops.project=chat",
                "-cp",
                how.equals("agent") ? withoutOurs() : System.getProperty("java.class.path"),
                Program.class.getName(),
                how));
        Path log = folder.resolve("log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("GENOPS_TEAM", "search");
        Process program = builder.start();
        boolean hasEnded = program.waitFor(120, TimeUnit.SECONDS);
        program.destroyForcibly();
        assertThat(hasEnded).as(Files.readString(log)).isTrue();
        assertThat(program.exitValue()).as(Files.readString(log)).isZero();
        return Files.readString(log);
    }

    /// As a program is that has the agent alone: the test's classes and OpenTelemetry's API.
    private static String withoutOurs() {
        return List.of(System.getProperty("java.class.path").split(File.pathSeparator)).stream()
                .filter(path -> path.endsWith("test-classes") || path.contains("opentelemetry"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private void assertDerived() {
        assertThat(collector.of("gen_ai, today"))
                .containsEntry("genops.cost.provider", "openai")
                .containsEntry("genops.cost.model", "gpt-4o-of-tomorrow")
                .containsEntry("genops.tokens.input", 1000L)
                .containsEntry("genops.tokens.cache_read", 400L)
                .containsEntry("genops.cost.total", 0.007)
                .containsEntry("genops.cost.input", 0.0015)
                .containsEntry("genops.cost.cache_read", 0.0005)
                .containsEntry("genops.cost.output", 0.005)
                .containsEntry("genops.cost.currency", "USD")
                .containsEntry("genops.operation.type", "chat")
                .containsEntry("genops.team", "search")
                .containsEntry("genops.project", "chat")
                .containsKey("genops.cost.catalogue")
                .containsEntry("gen_ai.request.model", "gpt-4o");
        for (String name : List.of("gen_ai, first", "openinference", "for a customer", "inner")) {
            assertThat(collector.of(name)).as(name).containsEntry("genops.cost.total", 0.0075);
        }
        assertThat(collector.of("openinference")).containsEntry("genops.team", "its own");
        assertThat(collector.of("for a customer"))
                .containsEntry("genops.customer_id", "customer-7")
                .containsEntry("genops.team", "search");
        assertThat(collector.of("unknown"))
                .doesNotContainKey("genops.cost.total")
                .hasEntrySatisfying(
                        "genops.cost.unpriced",
                        why -> assertThat(why.toString()).contains("no price of openai gpt-99"));
        assertThat(collector.of("failed")).doesNotContainKeys("genops.cost.total", "genops.cost.unpriced");
        assertSaysNothing("nothing to do with it");
        assertNothingCountsTwice();
    }

    private void assertNothingCountsTwice() {
        assertThat(collector.of("accounted"))
                .containsEntry("genops.cost.total", 7.0)
                .doesNotContainKeys("genops.cost.model", "genops.tokens.input");
        for (String name : List.of("agent", "outer", "part of it")) {
            assertThat(collector.of(name))
                    .as(name)
                    .doesNotContainKeys("genops.cost.total", "genops.cost.unpriced", "genops.tokens.input")
                    .containsEntry("genops.cost.model", "gpt-4o");
        }
        assertSaysNothing("http");
        assertThat(collector.of("governed").keySet())
                .filteredOn(key -> key.startsWith("genops."))
                .containsExactly("genops.accounting.reserved", "genops.cost.total", "genops.spec.version");
    }

    private void assertSaysNothing(String name) {
        assertThat(collector.of(name).keySet()).noneMatch(key -> key.startsWith("genops."));
    }

    @Test
    void autoconfigurationFindsItOnTheClassPath() throws Exception {
        run(List.of("-Dgenops.prices=" + prices()), "autoconfigure");
        assertDerived();
    }

    @Test
    void theAgentLoadsItAsAnExtension() throws Exception {
        // The jar is there once the module is packaged.
        assumeThat(System.getProperty("genops.extension")).isNotNull();
        run(
                List.of(
                        "-javaagent:" + System.getProperty("genops.agent"),
                        "-Dotel.javaagent.extensions=" + System.getProperty("genops.extension"),
                        "-Dgenops.prices=" + prices()),
                "agent");
        assertDerived();
    }

    @Test
    void whatIsWrongIsSaidAndGoneOnWithout() throws Exception {
        String log = run(
                List.of("-Dgenops.prices=" + folder.resolve("missing.csv"), "-Dgenops.feature=your-feature"),
                "autoconfigure");
        assertThat(log)
                .contains("the prices in `" + folder.resolve("missing.csv") + "` cannot be read")
                .contains("`genops.feature` is a placeholder: \"your-feature\"");
        // The prices that ship know it.
        assertThat(collector.of("gen_ai, first")).containsEntry("genops.cost.total", 0.0075);
        assertThat(String.valueOf(collector.of("gen_ai, first").get("genops.cost.catalogue")))
                .startsWith("model_prices.json@");
    }

    @Test
    void itCanBeSwitchedOff() throws Exception {
        run(List.of("-Dgenops.derive=false"), "autoconfigure");
        assertSaysNothing("gen_ai, today");
    }
}
