package ai.genops.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Runs a fuzz target under Jazzer, which watches the branches its inputs take and keeps those that take new ones. In a
/// process of its own, since it changes the classes it runs.
public final class Jazzer {
    private Jazzer() {}

    /// Runs it for some seconds; fails if it has found something.
    ///
    /// @param target a class with `static void fuzzerTestOneInput(byte[])`; whatever it throws is a finding
    /// @param seeds what to begin with; what is found is kept in `target/fuzz` between runs
    public static void run(Class<?> target, List<byte[]> seeds, int seconds) throws IOException, InterruptedException {
        Path folder = Path.of("target/fuzz", target.getSimpleName()).toAbsolutePath();
        Path corpus = Files.createDirectories(folder.resolve("corpus"));
        for (int i = 0; i < seeds.size(); i++) {
            Files.write(corpus.resolve("seed-" + i), seeds.get(i));
        }
        Path log = folder.resolve("log.txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-XX:+EnableDynamicAgentLoading",
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        "com.code_intelligence.jazzer.Jazzer",
                        "--target_class=" + target.getName(),
                        "--instrumentation_includes=ai.genops.**",
                        "--disabled_hooks=com.code_intelligence.jazzer.sanitizers.RegexInjection",
                        "--reproducer_path=" + folder,
                        "-artifact_prefix=" + folder + "/",
                        "-max_total_time=" + seconds,
                        "-timeout=30",
                        "-rss_limit_mb=4096",
                        corpus.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(process.waitFor(seconds + 120L, TimeUnit.SECONDS))
                .as("ends by itself")
                .isTrue();
        assertThat(process.exitValue())
                .as(() -> finding(log) + "; the input that shows it and the whole log are in " + folder)
                .isZero();
        assertThat(Files.readString(log)).as("it ran").contains("DONE");
    }

    /// In the first line, which is all that a summary shows.
    private static String finding(Path log) {
        try {
            List<String> lines = Files.readAllLines(log);
            return lines.stream()
                    .filter(line -> line.contains("== Java Exception") || line.contains("ERROR: libFuzzer"))
                    .findFirst()
                    .orElse(String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size())));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
