package ai.genops.destination.pagerduty;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IncidentsTest {
    @TempDir
    Path folder;

    @Test
    void whatIsOpenOutlivesARestartAndATornLine() throws IOException {
        Path file = folder.resolve("pagerduty/a.ndjson");
        try (var incidents = Incidents.in(file)) {
            incidents.opened("kept \"é\"", "error", 1);
            incidents.opened("kept \"é\"", "critical", 2);
            incidents.opened("closed", "error", 3);
            incidents.closed("closed");
        }
        Files.writeString(file, "{\"key\":\"kept", StandardOpenOption.APPEND);
        for (int i = 0; i < 2; i++) {
            try (var incidents = Incidents.in(file)) {
                assertThat(incidents.size()).isEqualTo(1);
                assertThat(incidents.find("kept \"é\"")).isEqualTo(new Incidents.Open("critical", 2));
            }
        }
    }

    @Test
    void theOldestIsForgottenBeyondTheBound() throws IOException {
        Path file = folder.resolve("a.ndjson");
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < Incidents.MOST; i++) {
            lines.append("{\"key\":\"k").append(i).append("\",\"severity\":\"info\",\"millis\":1}\n");
        }
        Files.writeString(file, lines);
        try (var incidents = Incidents.in(file)) {
            incidents.opened("k0", "info", 2);
            incidents.opened("one more", "info", 3);
            assertThat(incidents.size()).isEqualTo(Incidents.MOST);
            assertThat(incidents.find("k0")).isNotNull();
            assertThat(incidents.find("k1")).isNull();
        }
    }
}
