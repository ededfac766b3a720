package ai.genops.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// The page docs/troubleshooting.md: the commands of each part are run as they stand, but for the ports, in a folder
/// of their own, and print every line of the part's message. Servers that are started with `&` become ready.
@EnabledIfSystemProperty(named = "genops.tier", matches = "full|long", disabledReason = "see ./genops test --full")
@TestInstance(Lifecycle.PER_CLASS)
class TroubleshootingIT {
    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern BLOCK = Pattern.compile("```(\\w+)\n(.*?)```", Pattern.DOTALL);
    private static final Pattern UP = Pattern.compile("(.*\\./genops up .*)&");
    private static final Pattern ADDRESS = Pattern.compile("127\\.0\\.0\\.1:(4317|4318|9000)\\b");
    private static final Pattern OFFSET = Pattern.compile("--port-offset (\\d+)");
    private static final Pattern SERVES = Pattern.compile("\\./genops (up|search|check)(?!.*--port-offset)");
    private static final long PATIENCE_SECONDS = 180;

    /// In the background, as `&` does, but waits until it serves.
    @SuppressWarnings("InlineFormatString") // a script of its own
    private static final String START = """
            %s >> up.txt 2>&1 & server=$!
            for wait in $(seq 600); do
              [ $(grep -c '^ready in' up.txt) -gt ${ready:-0} ] && break
              kill -0 $server 2>/dev/null || break
              sleep 0.1
            done
            [ $(grep -c '^ready in' up.txt) -gt ${ready:-0} ] || echo 'FAILED: up'
            ready=$(grep -c '^ready in' up.txt)
            """;

    private static final String END =
            "[ -z \"$server\" ] || kill $server 2>/dev/null; wait; umount data 2>/dev/null; true\n";

    @TempDir
    Path folder;

    private final Map<String, Path> prepared = new HashMap<>();

    /// @param before what is run before, for all parts of a chapter
    private record Part(String title, List<String> messages, String commands, String before) {}

    @TestFactory
    Stream<DynamicTest> everyMessageIsGivenAndEveryCommandWorks() throws IOException {
        List<Part> parts = parts(Files.readString(HOME.resolve("docs/troubleshooting.md")));
        assertThat(parts).hasSizeGreaterThan(20).allSatisfy(part -> {
            assertThat(part.messages()).as(part.title()).isNotEmpty();
            assertThat(part.commands()).as(part.title()).isNotEmpty();
        });
        return parts.stream().map(part -> DynamicTest.dynamicTest(part.title(), () -> isAsWritten(part)));
    }

    private void isAsWritten(Part part) throws Exception {
        Assumptions.assumeTrue(!part.commands().contains("mount ") || mayMount(), "SKIPPED: needs root");
        var genops = new Genops(folder.resolve("data"));
        Path work = workplace();
        if (!part.before().isEmpty()) {
            copy(prepared(part.before()).resolve("data"), work.resolve("data"));
        }
        String printed = run(genops, work, part.commands());
        assertThat(printed).doesNotContain("FAILED: ").doesNotContain("\tat ").doesNotContain("Exception");
        for (String message : part.messages()) {
            assertThat(printed.lines())
                    .as(message + "\nin\n" + printed)
                    .anyMatch(line ->
                            pattern(message, genops.offset).matcher(line).find());
        }
    }

    /// A place where a chapter's own commands were run, once.
    private Path prepared(String before) throws IOException, InterruptedException {
        Path known = prepared.get(before);
        if (known == null) {
            known = workplace();
            String printed = run(new Genops(folder.resolve("data")), known, before);
            assertThat(printed).doesNotContain("FAILED: ");
            prepared.put(before, known);
        }
        return known;
    }

    private static Pattern pattern(String message, int offset) {
        String shown = message.replace("port 4318", "port " + (4318 + offset));
        return Pattern.compile(
                Arrays.stream(shown.split("…", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
    }

    private String run(Genops genops, Path work, String commands) throws IOException, InterruptedException {
        String script = commands.lines().map(line -> line(line, genops.offset)).collect(Collectors.joining("\n"));
        Path out = work.resolve("out.txt");
        var builder = new ProcessBuilder("bash", "-c", script + "\n" + END)
                .directory(work.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        builder.environment().putAll(genops.environment);
        Process process = builder.start();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new IllegalStateException("did not end: " + script + "\n" + Files.readString(out));
        }
        return Files.readString(out) + "\n" + Files.readString(work.resolve("up.txt"));
    }

    private static String line(String written, int offset) {
        String line =
                ADDRESS.matcher(written).replaceAll(port -> "127.0.0.1:" + (Integer.parseInt(port.group(1)) + offset));
        line = OFFSET.matcher(line).replaceAll(more -> "--port-offset " + (Integer.parseInt(more.group(1)) + offset));
        line = SERVES.matcher(line).replaceAll("./genops $1 --port-offset " + offset);
        line = line.replaceFirst("^(kill.*) %1", "$1 \\$server; wait \\$server 2>/dev/null");
        if (line.startsWith("curl -sf") || line.startsWith("./genops search")) {
            line += " || echo 'FAILED: request'";
        }
        var up = UP.matcher(line);
        return up.matches() ? START.formatted(up.group(1)) : line;
    }

    private Path workplace() throws IOException {
        Path work = Files.createTempDirectory(folder, "part");
        Files.createSymbolicLink(work.resolve("genops"), HOME.resolve("genops"));
        Files.createSymbolicLink(work.resolve("examples"), HOME.resolve("examples"));
        Files.createFile(work.resolve("up.txt"));
        copy(HOME.resolve("config"), work.resolve("config"));
        return work;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    private boolean mayMount() throws IOException, InterruptedException {
        Path place = Files.createTempDirectory(folder, "mount");
        String trial = "mount -t tmpfs -o size=1m none " + place + " && umount " + place;
        return new ProcessBuilder("sh", "-c", trial).start().waitFor() == 0;
    }

    private static List<Part> parts(String page) {
        return Arrays.stream(page.split("\n## "))
                .flatMap(TroubleshootingIT::chapter)
                .toList();
    }

    private static Stream<Part> chapter(String text) {
        String[] parts = text.split("\n### ");
        String before = blocks(parts[0], "shell");
        return Arrays.stream(parts).skip(1).map(part -> {
            String commands = blocks(part, "shell");
            List<String> messages = blocks(part, "text").lines().toList();
            return new Part(part.lines().findFirst().orElse(""), messages, commands, before);
        });
    }

    private static String blocks(String text, String language) {
        return BLOCK.matcher(text)
                .results()
                .filter(block -> block.group(1).equals(language))
                .map(block -> block.group(2))
                .collect(Collectors.joining());
    }
}
