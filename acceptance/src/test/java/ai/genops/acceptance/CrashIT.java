package ai.genops.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// The demo's history with the server killed three times while it is sent. The client goes on by itself.
@EnabledIfSystemProperty(named = "genops.tier", matches = "full|long", disabledReason = "see ./genops test --full")
class CrashIT {
    @TempDir
    Path folder;

    @Test
    void nothingAcknowledgedIsMissingAndNothingIsThereTwice() throws Exception {
        var genops = new Genops(folder.resolve("data"));
        Process client = null;
        Genops.Server server = genops.up();
        try {
            client = DemoClient.start(genops, folder.resolve("client"));
            for (int crash = 0; crash < 3; crash++) {
                awaitRecords(genops, 8L * (crash + 1));
                server.kill();
                server = genops.up();
            }
            assertThat(client.waitFor()).isZero();
            awaitCaughtUp(genops);
            DemoIT.assertTotals(genops);
            List<JsonNode> spans = genops.search("index=genops_ai | stats count dc(span_id) as spans");
            assertThat(spans.getFirst().get("count")).isEqualTo(spans.getFirst().get("spans"));
            assertThat(server.terminate()).isZero();
        } finally {
            server.close();
            if (client != null) {
                client.destroyForcibly();
            }
        }
    }

    private static void awaitRecords(Genops genops, long records) throws Exception {
        long before = records(genops);
        while (records(genops) < before + records) {
            Thread.sleep(5);
        }
    }

    private static long records(Genops genops) throws Exception {
        return genops.get("/api/status").get("log").get("next_offset").asLong();
    }

    /// Until every destination has everything; fails when none has got further for half a minute.
    static void awaitCaughtUp(Genops genops) throws Exception {
        long before = -1;
        for (int idle = 0; idle < 600; idle++) {
            JsonNode status = genops.get("/api/status");
            long next = status.get("log").get("next_offset").asLong();
            boolean behind = false;
            long committed = 0;
            for (JsonNode destination : status.get("destinations")) {
                if (destination.get("available").asBoolean()) {
                    behind |= destination.get("committed").asLong() < next;
                    committed += destination.get("committed").asLong();
                }
            }
            if (!behind) {
                return;
            }
            idle = committed > before ? 0 : idle;
            before = committed;
            Thread.sleep(50);
        }
        throw new IllegalStateException("a destination stays behind: " + genops.get("/api/status"));
    }
}
