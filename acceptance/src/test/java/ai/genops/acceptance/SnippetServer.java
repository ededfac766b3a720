package ai.genops.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A server without any events, for programs as the documents show them; what they sent is looked for by search.
final class SnippetServer implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 30;

    final String collector;
    final String hec;
    final String hecToken;
    final Genops genops;
    private final Genops.Server server;

    SnippetServer(Path folder) throws Exception {
        genops = new Genops(folder.resolve("data"));
        server = genops.up();
        collector = "http://127.0.0.1:" + (4318 + genops.offset);
        hec = "http://127.0.0.1:" + (8088 + genops.offset);
        hecToken = Files.readString(genops.data.resolve("tokens/genops_hec_source.default"))
                .strip();
    }

    /// The rows, as soon as there are some.
    JsonNode rows(String spl) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        JsonNode rows = genops.rows(spl);
        while (rows.isEmpty() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(200);
            rows = genops.rows(spl);
        }
        assertThat(rows).as(spl).isNotEmpty();
        return rows;
    }

    /// Runs a program in a process of its own, whose environment has these variables; what it printed.
    String run(Class<?> program, Map<String, String> variables) throws IOException, InterruptedException {
        Path out = Files.createTempFile(genops.data.getParent(), "program", ".txt");
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        program.getName())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        builder.environment().putAll(variables);
        Process process = builder.start();
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .as("ends: " + program)
                .isTrue();
        assertThat(process.exitValue()).as(Files.readString(out)).isZero();
        return Files.readString(out);
    }

    @Override
    public void close() {
        server.close();
    }
}
