package ai.genops.destination.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.destination.Blocks;
import ai.genops.log.Threads;
import ai.genops.pipeline.DeliveryStats.State;
import ai.genops.pipeline.Destination.Takes;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class GateTest {
    private static final Outcome BUSY = new Outcome.Failed("busy", null);
    private static final Outcome DELIVERED = new Outcome.Delivered();

    private final AtomicLong now = new AtomicLong(1_000_000);
    private final Blocks blocks = new Blocks(Map.of());
    private Gate gate = gate("");

    @Test
    void afterThreeFailuresOneProbeGoesPerInterval() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            assertThat(gate.isUnhealthy()).isFalse();
            gate.leave(enter(), BUSY);
        }
        assertThat(gate.health().state()).isEqualTo(State.UNHEALTHY);
        assertThat(gate.health().consecutiveFailures()).isEqualTo(3);
        assertThat(gate.health().lastError()).isEqualTo("busy");
        gate.close();
        now.addAndGet(29_999);
        assertThat(gate.enter(1)).isNull();
        now.addAndGet(1);
        gate.leave(enter(), DELIVERED);
        assertThat(gate.health().state()).isEqualTo(State.HEALTHY);
        assertThat(gate.health().lastSuccessMillis()).isEqualTo(now.get());
        enter();
    }

    @Test
    void theTimeTheOtherSideNamesWins() throws InterruptedException {
        Gate.Pass other = enter();
        gate.leave(enter(), new Outcome.Failed("slow down", Duration.ofMinutes(2)));
        gate.leave(other, DELIVERED);
        gate.close();
        now.addAndGet(119_999);
        assertThat(gate.enter(1)).isNull();
        now.addAndGet(1);
        assertThat(gate.enter(1)).isNotNull();
    }

    @Test
    void aRefusalIsAnAnswer() throws InterruptedException {
        for (int i = 0; i < 5; i++) {
            gate.leave(enter(), new Outcome.Refused("no"));
        }
        assertThat(gate.health().state()).isEqualTo(State.HEALTHY);
    }

    @Test
    void whoDoesNotAnswerIsShownBeforeItsTimeIsUp() throws InterruptedException {
        enter();
        now.addAndGet(10_001);
        assertThat(gate.health().state()).isEqualTo(State.RETRYING);
        assertThat(gate.health().lastError()).contains("no answer within 10000 ms");
    }

    @Test
    void aRateIsKeptAndEventsGoIntoDebt() {
        var bucket = new TokenBucket(new RateLimit(10, true), 0);
        assertThat(bucket.millisToWait(25, 0)).isZero();
        bucket.take(25);
        assertThat(bucket.millisToWait(1, 0)).isEqualTo(1600);
        assertThat(bucket.millisToWait(1, 1600)).isZero();
        bucket.take(1);
        assertThat(bucket.millisToWait(1, 1600)).isEqualTo(100);
        assertThat(bucket.millisToWait(1, 0)).isEqualTo(100);
    }

    @Test
    void concurrencyHalvesOnFailureAndComesBack() {
        var concurrency = new Concurrency(4);
        concurrency.failed();
        concurrency.failed();
        concurrency.failed();
        assertThat(concurrency.limit()).isEqualTo(1);
        for (int i = 0; i < 20; i++) {
            concurrency.succeeded(10);
        }
        assertThat(concurrency.limit()).isEqualTo(4);
        concurrency.succeeded(1000);
        assertThat(concurrency.limit()).isEqualTo(3);
    }

    @Test
    void proseIsRead() {
        var settings = settings("""
                health_check: {interval: 5s, timeout: 2s, unhealthy_threshold: 4 consecutive failures}
                rate_limit: 600 requests/min
                concurrency: adaptive
                price_per_gb: $0.10
                price_per_event: 0.002
                on_refused: drop
                on_exhausted: dead_letter
                """);
        assertThat(blocks.errors()).isEmpty();
        assertThat(settings.health()).isEqualTo(new HealthCheck(Duration.ofSeconds(5), Duration.ofSeconds(2), 4));
        assertThat(settings.rateLimit()).isEqualTo(new RateLimit(10, false));
        assertThat(settings.batching().couriers()).isEqualTo(Batching.MAX_IN_FLIGHT);
        assertThat(settings.undeliverable()).isEqualTo(new Undeliverable(false, false));
        assertThat(settings.price().cost(2_000_000_000L, 3)).isEqualByComparingTo(new BigDecimal("0.206"));
        assertThat(Price.UNKNOWN.cost(1, 1)).isNull();
    }

    @Test
    void whatCannotBeMeantIsTold() {
        settings("health_check: {interval: 0s, unhealthy_threshold: often}\nrate_limit: fast\nprice_per_gb: -1\n");
        assertThat(blocks.errors()).hasSize(4);
        assertThat(String.join("\n", blocks.errors()))
                .contains("`rate_limit` must be such as `10/s`", "is `often`", "is `-1`", "longer than 0");
    }

    private Gate.Pass enter() throws InterruptedException {
        return Objects.requireNonNull(gate.enter(1));
    }

    private Gate gate(String keys) {
        return new Gate("id", settings(keys), () -> Instant.ofEpochMilli(now.get()), Threads.REAL);
    }

    private DeliverySettings settings(String keys) {
        var batching = new Batching(100, 100, 1000, Duration.ofSeconds(1), false, 3);
        var section = blocks.section(keys + "x: y\n");
        section.text("x", "");
        return DeliverySettings.read(section, batching, Takes.ALL);
    }
}
