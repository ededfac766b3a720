package ai.genops.acceptance;

import java.io.IOException;
import java.nio.file.Path;

/// The demo's client, alone.
final class DemoClient {
    private static final Path DEMO =
            Path.of("../demo/target/lib").toAbsolutePath().normalize();

    private DemoClient() {}

    static Process start(Genops genops, Path state) throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return new ProcessBuilder(
                        java.toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        DEMO + "/*",
                        "ai.genops.demo.Demo",
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
