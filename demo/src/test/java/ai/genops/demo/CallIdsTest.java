package ai.genops.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CallIdsTest {
    private final CallIds ids = new CallIds("customer-support-chat");

    @Test
    void idsNeverChange() {
        ids.nextIs(0, 17);
        assertThat(ids.generateTraceId()).isEqualTo("dca51a8c1da2a9245cc96191a40f699f");
        assertThat(ids.generateSpanId()).isEqualTo("6236101e66deb43d");
    }

    @Test
    void anotherLapOrIndexHasOtherIds() {
        ids.nextIs(1, 17);
        String trace = ids.generateTraceId();
        ids.nextIs(1, 18);
        assertThat(ids.generateTraceId()).isNotEqualTo(trace);
        ids.nextIs(2, 17);
        assertThat(ids.generateTraceId()).isNotEqualTo(trace);
        ids.nextIs(1, 17);
        assertThat(ids.generateTraceId()).isEqualTo(trace);
    }
}
