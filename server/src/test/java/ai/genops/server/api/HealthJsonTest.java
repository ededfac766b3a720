package ai.genops.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.server.health.HealthReport;
import ai.genops.server.health.HealthReport.Alert;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HealthJsonTest {
    private static final Alert FIRING = new Alert(
            "Say \"when\"",
            "",
            "lake",
            "high",
            "firing",
            1,
            "faults > 0",
            "faults = 2",
            Duration.ZERO,
            List.of(),
            "a:1");

    @Test
    void onlyAServerThatTakesNothingIsUnavailable() {
        assertThat(health(null)).isEqualTo("200 {\"status\":\"up\",\"reasons\":[]}");
        assertThat(health(null, FIRING))
                .isEqualTo("200 {\"status\":\"degraded\",\"reasons\":[\"Say \\\"when\\\" (lake): faults = 2\"]}");
        assertThat(health("the log is full", FIRING))
                .isEqualTo("503 {\"status\":\"down\",\"reasons\":[\"no data is taken: the log is full\","
                        + "\"Say \\\"when\\\" (lake): faults = 2\"]}");
    }

    private static String health(@Nullable String obstacle, Alert... alerts) {
        var report = new HealthReport(1_763_600_000_000L, obstacle, List.of(alerts), List.of(), 0, 0);
        var answer = HealthJson.health(report).aggregate().join();
        return answer.status().code() + " " + answer.contentUtf8();
    }
}
