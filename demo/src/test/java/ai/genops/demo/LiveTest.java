package ai.genops.demo;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

class LiveTest {
    private static final double SPEED = 600;

    @TempDir
    Path folder;

    @Test
    @EnabledIfSystemProperty(named = "genops.tier", matches = "full|long", disabledReason = "see ./genops test --full")
    void theHourIsRepeatedUnderNewIdsAtItsPace() throws Exception {
        var spans = live(Duration.ofSeconds(15));
        var byLap = spans.stream().collect(groupingBy(LiveTest::lap));
        assertThat(byLap.keySet()).contains("1", "2", "3");
        assertThat(byLap.getOrDefault("1", List.of()).stream()
                        .filter(span -> span.team().equals("support"))
                        .count())
                .isEqualTo(19_366);
        assertThat(byLap.getOrDefault("2", List.of()).stream()
                        .filter(span -> span.team().equals("dev-tools"))
                        .count())
                .isEqualTo(8_819);
        assertThat(spans.stream().map(ReceivedSpan::id).collect(toSet())).hasSameSizeAs(spans);
        var historical = Received.history().stream().map(ReceivedSpan::id).collect(toSet());
        assertThat(spans).noneMatch(span -> historical.contains(span.id()));
        assertThat(lasted(byLap.getOrDefault("1", List.of())))
                .isBetween(Duration.ofMillis(5_800), Duration.ofMillis(6_000));
    }

    @Test
    void aLaterStartBeginsALapOfItsOwn() throws Exception {
        var first = live(Duration.ofSeconds(2));
        var second = live(Duration.ofSeconds(2));
        assertThat(laps(first)).containsExactly("1");
        assertThat(laps(second)).containsExactly("2");
    }

    private List<ReceivedSpan> live(Duration length) throws Exception {
        try (var receiver = new Receiver();
                var bench = new Bench(folder)) {
            var services = new CountDownLatch(3);
            bench.onPause(_ -> {
                if (bench.now().isAfter(Bench.ANCHOR.plus(length))) {
                    services.countDown();
                    services.await();
                    throw new InterruptedException();
                }
            });
            assertThatThrownBy(() -> bench.replay(receiver.traces()).live(SPEED))
                    .isInstanceOf(InterruptedException.class);
            assertThat(receiver.problems()).isEmpty();
            return receiver.spans();
        }
    }

    private static Duration lasted(List<ReceivedSpan> spans) {
        var begin =
                spans.stream().map(ReceivedSpan::start).min(Instant::compareTo).orElseThrow();
        var end = spans.stream().map(ReceivedSpan::end).max(Instant::compareTo).orElseThrow();
        return Duration.between(begin, end);
    }

    private static Set<String> laps(List<ReceivedSpan> spans) {
        return spans.stream().map(LiveTest::lap).collect(toSet());
    }

    private static String lap(ReceivedSpan span) {
        String[] parts = span.text("genops.request.id").split("-", -1);
        return parts[parts.length - 2];
    }
}
