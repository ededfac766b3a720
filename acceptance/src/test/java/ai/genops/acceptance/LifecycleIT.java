package ai.genops.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// Starting, stopping and starting again.
class LifecycleIT {
    @TempDir
    Path folder;

    @Test
    void upSaysWhatListensWhatIsConfiguredAndWhatToTryAndStopsCleanly() throws Exception {
        var genops = new Genops(folder.resolve("data"));
        Path temporary = Files.createDirectory(folder.resolve("temporary"));
        genops.environment.put("GENOPS_JAVA_OPTS", "-Djava.io.tmpdir=" + temporary);
        try (var server = genops.up()) {
            assertThat(temporary).as("also if it is killed now").satisfies(LifecycleIT::holdsNoLibrary);
            assertThat(server.output())
                    .contains("http://127.0.0.1:" + (4318 + genops.offset))
                    .contains("http://127.0.0.1:" + (4317 + genops.offset))
                    .contains("Page, API   http://127.0.0.1:" + (9000 + genops.offset) + "/")
                    .contains("DATADOG_API_KEY is not set")
                    .contains("cribl_lake")
                    .contains("./genops search")
                    .doesNotContain("Exception");
            assertThat(server.terminate()).isZero();
        }
    }

    private static void holdsNoLibrary(Path temporary) {
        Assumptions.assumeTrue(Files.exists(Path.of("/proc/self/maps")), "SKIPPED: there is no /proc here");
        assertThat(temporary).isDirectoryNotContaining("glob:**.so");
    }

    @Test
    void whatWasAcknowledgedIsFoundWithoutAServerToo() throws Exception {
        var genops = new Genops(folder.resolve("data"));
        try (var server = genops.up("--demo=history")) {
            server.await("history is in");
            assertThat(server.terminate()).isZero();
        }
        DemoIT.assertTotals(genops);
        try (var server = genops.up("--demo=history")) {
            server.await("history is in");
            DemoIT.assertTotals(genops);
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "genops.tier", matches = "full|long", disabledReason = "see ./genops test --full")
    void theDemoOpensNoConnectionBeyondThisMachine() throws Exception {
        Assumptions.assumeTrue(Files.isDirectory(Path.of("/proc/self/net")), "SKIPPED: there is no /proc here");
        var genops = new Genops(folder.resolve("data"));
        Set<String> remote = new TreeSet<>();
        try (var server = genops.up("--demo")) {
            for (int i = 0; i < 60; i++) {
                Stream.concat(Stream.of(server.process.toHandle()), server.process.descendants())
                        .forEach(process -> remote.addAll(Sockets.remoteAddresses(process.pid())));
                Thread.sleep(50);
            }
            server.await("history is in");
        }
        assertThat(remote).isNotEmpty().allMatch(Sockets::isLoopback);
    }

    @Test
    void twoServersOnOneFolderAreRefusedWithAWord() throws Exception {
        var genops = new Genops(folder.resolve("data"));
        try (var _ = genops.up()) {
            var second = genops.run("up", "--data", genops.data.toString(), "--port-offset", "" + (genops.offset + 5));
            assertThat(second.exitCode()).isEqualTo(2);
            assertThat(second.out() + second.err())
                    .contains(genops.data.toString())
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void helpVersionAndMistakesAreAnswered() throws Exception {
        var genops = new Genops(folder.resolve("data"));
        for (String command : List.of("up", "search", "check", "test", "version")) {
            var help = genops.run(command, "--help");
            assertThat(help.exitCode()).isZero();
            assertThat(help.out()).contains("Usage: genops " + command);
        }
        assertThat(genops.run("version").out()).startsWith("genops ");
        assertThat(genops.run("serach").exitCode()).isEqualTo(2);
    }
}
