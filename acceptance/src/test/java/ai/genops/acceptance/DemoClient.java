package ai.genops.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The demo's client, alone.
final class DemoClient {
    private static final Path BUILT = Path.of("../demo/target").toAbsolutePath().normalize();

    private DemoClient() {}

    private static Path jar() throws IOException {
        try (var files = Files.list(BUILT)) {
            return files.filter(file -> file.getFileName().toString().matches("genops-demo-.*\\.jar"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    static Process start(Genops genops, Path state) throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return new ProcessBuilder(
                        java.toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        jar().toString(),
                        "--endpoint",
                        genops.otlp("").toString(),
                        "--state",
                        state.toString(),
                        "--mode",
                        "history")
                .redirectErrorStream(true)
                .redirectOutput(state.resolveSibling("client.txt").toFile())
                .start();
    }
}
