package ai.genops.demo;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.genops.demo.Receiver.Behaviour;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {
    @TempDir
    Path folder;

    @Test
    void whatTheServerDidNotTakeIsSentAgainUnderTheSameIds() throws Exception {
        try (var receiver = new Receiver();
                var bench = new Bench(folder)) {
            receiver.next(Behaviour.BUSY, Behaviour.FAIL, Behaviour.TAKE, Behaviour.DROP, Behaviour.TAKE_AND_DROP);
            bench.replay(receiver.traces()).history();
            assertThat(new HashSet<>(receiver.spans())).isEqualTo(new HashSet<>(Received.history()));
            assertThat(receiver.spans().size() - Received.history().size()).isBetween(1, 400);
            assertThat(bench.troubles)
                    .contains("the server answered 503", "the server answered 500", "the connection broke");
            assertThat(bench.pauses).contains(Duration.ofSeconds(7), Duration.ofMillis(100));
        }
    }

    @Test
    void aServerThatIsDownIsWaitedFor() throws Exception {
        int port;
        try (var gone = new Receiver()) {
            port = gone.port();
        }
        var receiver = new AtomicReference<Receiver>();
        var attempts = new AtomicInteger();
        try (var bench = new Bench(folder).onPause(_ -> {
            if (attempts.incrementAndGet() == 30) {
                receiver.set(new Receiver(port));
            }
        })) {
            bench.replay(URI.create("http://127.0.0.1:" + port + "/v1/traces")).history();
            assertThat(receiver.get().spans()).hasSameSizeAs(Received.history());
            assertThat(bench.troubles).contains("no connection");
            // Whose turn is last is chance: both services wait.
            assertThat(bench.pauses)
                    .contains(Duration.ofSeconds(2))
                    .allMatch(pause -> pause.compareTo(Duration.ofSeconds(2)) <= 0);
        } finally {
            receiver.get().close();
        }
    }

    @Test
    void aSecondStartSendsOnlyWhatTheServerDoesNotHave() throws Exception {
        try (var receiver = new Receiver();
                var bench = new Bench(folder)) {
            receiver.next(
                    Behaviour.TAKE,
                    Behaviour.TAKE,
                    Behaviour.TAKE,
                    Behaviour.TAKE,
                    Behaviour.TAKE,
                    Behaviour.TAKE,
                    Behaviour.UNAUTHORISED);
            assertThatThrownBy(() -> bench.replay(receiver.traces()).history()).isInstanceOf(RefusedException.class);
            int before = receiver.spans().size();
            assertThat(before).isBetween(84, Received.history().size() - 1);
            bench.replay(receiver.traces()).history();
            // Batches that were under way when the first replay stopped may come twice: one for each other service.
            assertThat(receiver.spans().size() - Received.history().size()).isBetween(0, 800);
            assertThat(receiver.spans().stream().collect(toSet())).isEqualTo(new HashSet<>(Received.history()));
            int after = receiver.spans().size();
            bench.replay(receiver.traces()).history();
            assertThat(receiver.spans()).hasSize(after);
        }
    }

    @Test
    void aFolderGivesTheSameSpansAtEveryStart() throws Exception {
        try (var receiver = new Receiver();
                var bench = new Bench(folder)) {
            Files.writeString(folder.resolve("replay.properties"), "anchor=" + Bench.ANCHOR + "\nlaps=3\n");
            bench.onPause(_ -> {}).replay(receiver.traces()).history();
            assertThat(new HashSet<>(receiver.spans())).isEqualTo(new HashSet<>(Received.history()));
        }
    }

    @Test
    void theTokenIsSentAndARefusalSaysWhatToDo() throws Exception {
        try (var receiver = new Receiver();
                var bench = new Bench(folder)) {
            receiver.next(Behaviour.UNAUTHORISED, Behaviour.UNAUTHORISED, Behaviour.UNAUTHORISED);
            assertThatThrownBy(() -> bench.replay(receiver.traces()).history())
                    .isInstanceOf(RefusedException.class)
                    .hasMessage("the server answered 401: pass the token of its OTLP source with --token");
            assertThat(receiver.authorizations()).containsOnly("Bearer secret");
            assertThat(bench.pauses).isEmpty();
        }
    }

    @Test
    void aPartialSuccessIsNotTakenForSuccess() throws Exception {
        try (var receiver = new Receiver();
                var bench = new Bench(folder)) {
            receiver.next(Behaviour.PARTIAL);
            assertThatThrownBy(() -> bench.replay(receiver.traces()).history()).hasMessageContaining("partial success");
        }
    }
}
