package ai.genops.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// What the documents tell people to type works: every command of a `sh` block that begins with `./genops` or `curl` is
/// run as it stands, but for the ports, against a server that has the demo's history.
@TestInstance(Lifecycle.PER_CLASS)
@EnabledIfSystemProperty(named = "genops.tier", matches = "full|long", disabledReason = "see ./genops test --full")
class DocumentationIT {
    private static final String NOT_FOUND = "note: no event searched here";
    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern PORT = Pattern.compile("127\\.0\\.0\\.1:(4317|4318|8088|8089|9000)\\b");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#:\\\\]+)(?:#[^)]*)?\\)");
    private static final long PATIENCE_SECONDS = 60;

    @TempDir
    static Path folder;

    private Genops genops;
    private Genops.Server server;

    private record Line(Path file, int number, String text) {
        String command() {
            return text.replaceFirst("\\s+# .*", "").strip();
        }
    }

    @BeforeAll
    void start() throws Exception {
        genops = new Genops(folder.resolve("data"));
        server = genops.up("--demo=history");
        server.await("history is in");
        genops.environment.put("GENOPS_TIER", "1"); // commands are short
        genops.environment.put("GENOPS_DATA", genops.data.toString());
        genops.environment.put(
                "HEC_TOKEN",
                Files.readString(genops.data.resolve("tokens/genops_hec_source.default"))
                        .strip());
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @TestFactory
    Stream<DynamicTest> everyCommandWorks() throws IOException {
        List<Line> lines = commands();
        assertThat(lines).hasSizeGreaterThan(30);
        return lines.stream()
                .map(line -> DynamicTest.dynamicTest(
                        HOME.relativize(line.file()) + ":" + line.number() + " " + line.command(),
                        () -> works(line.command())));
    }

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        for (Path document : documents()) {
            var links = LINK.matcher(Files.readString(document));
            while (links.find()) {
                assertThat(document.resolveSibling(links.group(1)))
                        .as(document.toString())
                        .exists();
            }
        }
    }

    private void works(String command) throws Exception {
        String local = PORT.matcher(command)
                .replaceAll(port -> "127.0.0.1:" + (Integer.parseInt(port.group(1)) + genops.offset));
        if (command.startsWith("curl")) {
            var answer = run(local + " --max-time 30 -w '\\n%{http_code}'");
            assertThat(answer.out().lines().toList().getLast()).as(answer.out()).matches("2\\d\\d");
        } else if (command.startsWith("./genops search")) {
            String search = local.replaceFirst("search", "search --port-offset " + genops.offset);
            var found = run(search);
            // What the server says of itself comes a while after what it did.
            for (int tries = 0; tries < 40 && found.err().contains(NOT_FOUND); tries++) {
                Thread.sleep(1_000);
                found = run(search);
            }
            assertThat(found.err())
                    .as(command)
                    .doesNotContain("note: there is no index")
                    .doesNotContain(NOT_FOUND);
        } else if (command.startsWith("./genops up")) {
            run(asCheck(command));
        } else if (command.matches("\\./genops (alerts|reload|lake).*")) {
            run(command + " --port-offset " + genops.offset);
        } else if (command.matches("\\./genops pipeline (stats|history).*")) {
            run(command.replaceAll(" --port-offset \\d+", "") + " --port-offset " + genops.offset);
        } else if (command.startsWith("./genops log replay")) {
            run(local + " --port-offset " + genops.offset);
        } else if (command.startsWith("./genops test")) {
            run(command + " --help");
        } else {
            run(local);
        }
    }

    /// `check` knows what `up` knows, but for the demo, and refuses what is wrong; folders of the reader's own are
    /// ours.
    private static String asCheck(String up) {
        return up.replaceFirst("up", "check")
                .replaceFirst(" --demo(=(history|live))?(?= |$)", "")
                .replaceFirst("--config \\S+", "--config config");
    }

    /// Runs it in the project's folder, as a shell would.
    private Genops.Outcome run(String command) throws IOException, InterruptedException {
        Path out = Files.createTempFile(folder, "out", "");
        Path err = Files.createTempFile(folder, "err", "");
        var builder = new ProcessBuilder("sh", "-c", command)
                .directory(HOME.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(genops.environment);
        Process process = builder.start();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new IllegalStateException("did not end: " + command);
        }
        var outcome = new Genops.Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
        assertThat(outcome.exitCode())
                .as(command + "\n" + outcome.err() + outcome.out())
                .isZero();
        return outcome;
    }

    /// In the order of the documents; what stands in several is run once.
    private static List<Line> commands() throws IOException {
        List<Line> commands = new ArrayList<>();
        for (Path document : documents()) {
            List<String> lines = Files.readAllLines(document);
            boolean shell = false;
            for (int i = 0; i < lines.size(); i++) {
                String text = lines.get(i).strip();
                shell = text.startsWith("```") ? text.equals("```sh") : shell;
                var line = new Line(document, i + 1, text);
                boolean isCommand = shell && text.matches("(\\./genops|curl) .*");
                if (isCommand
                        && commands.stream().noneMatch(other -> other.command().equals(line.command()))) {
                    commands.add(line);
                }
            }
        }
        return commands;
    }

    private static List<Path> documents() throws IOException {
        List<Path> documents = new ArrayList<>(List.of(HOME.resolve("README.md")));
        try (var files = Files.list(HOME.resolve("docs"))) {
            files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(documents::add);
        }
        return documents;
    }
}
