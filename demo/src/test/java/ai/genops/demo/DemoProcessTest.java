package ai.genops.demo;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.demo.Receiver.Behaviour;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@EnabledIfSystemProperty(named = "genops.tier", matches = "full|long", disabledReason = "see ./genops test --full")
class DemoProcessTest {
    @TempDir
    Path folder;

    @Test
    void historyModeSaysWhenItIsInAndExitsWithZero() throws Exception {
        try (var receiver = new Receiver()) {
            var client = start(receiver, "--mode", "history");
            assertThat(output(client))
                    .matches("history is in: 28,185 calls of two teams, ending \\S+Z \\(28,269 .*\\)\n");
            assertThat(client.waitFor()).isZero();
            assertThat(receiver.spans()).hasSameSizeAs(Received.history());
            var again = start(receiver, "--mode", "history");
            assertThat(output(again)).startsWith("history is in: 28,185 calls").contains("(0 spans sent now");
        }
    }

    @Test
    void liveTrafficFollowsUntilSigterm() throws Exception {
        try (var receiver = new Receiver()) {
            var client = start(receiver, "--speed", "100");
            client.inputReader(StandardCharsets.UTF_8).readLine();
            while (receiver.spans().size() <= Received.history().size()) {
                Thread.sleep(50);
            }
            client.destroy();
            assertThat(client.waitFor()).isZero();
        }
    }

    @Test
    void sigtermEndsItWhileTheServerIsAway() throws Exception {
        var gone = new Receiver();
        gone.close();
        var client = start(gone);
        assertThat(client.errorReader(StandardCharsets.UTF_8).readLine())
                .isEqualTo("demo: no connection; trying again until the server takes the spans");
        client.destroy();
        assertThat(client.waitFor()).isZero();
    }

    @Test
    void itEndsWithTheProcessThatItBelongsTo() throws Exception {
        var parent = new ProcessBuilder("sleep", "60").start();
        try (var receiver = new Receiver()) {
            var client = start(receiver, "--parent", String.valueOf(parent.pid()));
            client.inputReader(StandardCharsets.UTF_8).readLine();
            parent.destroyForcibly().waitFor();
            assertThat(client.waitFor()).isZero();
        }
    }

    @Test
    void aRefusalAndAWrongArgumentHaveTheirOwnStatus() throws Exception {
        try (var receiver = new Receiver()) {
            receiver.next(Behaviour.UNAUTHORISED);
            assertThat(start(receiver).waitFor()).isEqualTo(1);
            assertThat(start(receiver, "--mode", "future").waitFor()).isEqualTo(2);
        }
    }

    @Test
    void twoClientsDoNotShareAFolder() throws Exception {
        try (var receiver = new Receiver()) {
            var first = start(receiver);
            first.inputReader(StandardCharsets.UTF_8).readLine();
            var second = start(receiver);
            assertThat(second.errorReader(StandardCharsets.UTF_8).readLine())
                    .isEqualTo("demo: stopped: another demo client is at work in " + folder);
            assertThat(second.waitFor()).isEqualTo(1);
            first.destroy();
            assertThat(first.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static String output(Process client) throws IOException {
        return new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private Process start(Receiver receiver, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Demo.class.getName(),
                "--endpoint",
                "http://127.0.0.1:" + receiver.port(),
                "--state",
                folder.toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).start();
    }
}
