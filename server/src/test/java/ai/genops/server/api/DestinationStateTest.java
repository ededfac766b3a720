package ai.genops.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.pipeline.Availability;
import ai.genops.pipeline.DeliveryStats;
import ai.genops.pipeline.DeliveryStats.Failures;
import ai.genops.pipeline.DeliveryStats.Health;
import ai.genops.pipeline.DeliveryStats.Pace;
import ai.genops.pipeline.DeliveryStats.Paused;
import ai.genops.pipeline.DeliveryStats.State;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DestinationStateTest {
    private static final Availability READY = new Availability.Ready();

    @Test
    void eachStateHasItsWord() {
        assertThat(text(State.HEALTHY, 0, null)).isEqualTo("ready");
        assertThat(text(State.HEALTHY, 900_000, null)).isEqualTo("backing off");
        assertThat(text(State.RETRYING, 0, null)).isEqualTo("backing off");
        assertThat(text(State.UNHEALTHY, 0, null)).isEqualTo("circuit open");
        assertThat(text(State.UNHEALTHY, 0, new Paused(1, "me", ""))).isEqualTo("paused");
        assertThat(DestinationState.of(READY, stats(State.UNHEALTHY, 0, 0, null), 60_000))
                .isEqualTo(DestinationState.DOWN);
        assertThat(DestinationState.of(new Availability.NotConfigured("x"), DeliveryStats.NONE, 0))
                .isEqualTo(DestinationState.NOT_CONFIGURED);
    }

    @Test
    void theBreakerIsHalfOpenWhileARequestFindsOut() {
        assertThat(DestinationState.breaker(stats(State.RETRYING, 0, 1, null))).isEqualTo("closed");
        assertThat(DestinationState.breaker(stats(State.UNHEALTHY, 0, 0, null))).isEqualTo("open");
        assertThat(DestinationState.breaker(stats(State.UNHEALTHY, 0, 1, null))).isEqualTo("half_open");
    }

    private static String text(State state, long nextAttempt, @Nullable Paused paused) {
        return DestinationState.of(READY, stats(state, nextAttempt, 0, paused), 59_999)
                .text();
    }

    private static DeliveryStats stats(State state, long nextAttempt, int underWay, @Nullable Paused paused) {
        return new DeliveryStats(
                new Health(state, 0, 1, 0, ""),
                new Pace(paused, underWay, nextAttempt, 0, 0, "", 0),
                0,
                new Failures(0, 0, 0, 0, 0, 0),
                0,
                0,
                0,
                0,
                1,
                null,
                null);
    }
}
