package ai.genops.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// The server is killed at random instants, in the middle of its start too, while numbered spans arrive and leave for
/// a file, the lake and a receiver that is often unwell. `-Dgenops.kills=100 -Dgenops.seed=7` for a longer run.
@EnabledIfSystemProperty(named = "genops.tier", matches = "full|long", disabledReason = "see ./genops test --full")
class KillIT {
    private static final int KILLS = Integer.getInteger("genops.kills", 24);
    private static final long SEED = Long.getLong("genops.seed", System.nanoTime());
    private static final Pattern NUMBER = Pattern.compile("\"n\":(\\d+)");

    @TempDir
    Path folder;

    @Test
    void everythingAcknowledgedIsEverywhereAndOnceInTheLake() throws Exception {
        System.out.println("KillIT: " + KILLS + " kills, seed " + SEED);
        var random = new Random(SEED);
        var genops = new Genops(folder.resolve("data"));
        try (var receiver = new MoodyReceiver(SEED);
                var client = new NumberedClient(genops.otlp("/v1/traces"), 10, Duration.ofMillis(2))) {
            Path config = Outages.configure(folder.resolve("config"), receiver.address());
            for (int sender = 0; sender < 4; sender++) {
                client.start(Long.MAX_VALUE);
            }
            for (int kill = 0; kill < KILLS; kill++) {
                try (var server = random.nextInt(4) == 0 ? genops.start(config) : genops.up(config)) {
                    Thread.sleep(random.nextInt(1200));
                    server.kill();
                }
            }
            try (var server = genops.up(config)) {
                Thread.sleep(500);
                client.stop();
                receiver.heal();
                CrashIT.awaitCaughtUp(genops);
                BitSet acknowledged = client.acknowledged();
                System.out.printf(
                        "KillIT: %d spans acknowledged, %d came again to the receiver%n",
                        acknowledged.cardinality(), receiver.repeated());
                assertThat(acknowledged.cardinality()).isGreaterThan(KILLS * 20);
                assertThat(missing(acknowledged, receiver.taken()))
                        .as("receiver")
                        .isEmpty();
                assertThat(missing(acknowledged, file())).as("file").isEmpty();
                assertThat(missing(acknowledged, lake(genops))).as("lake").isEmpty();
                assertThat(genops.run("check", "--books", "--port-offset", "" + genops.offset))
                        .satisfies(books -> assertThat(books.exitCode())
                                .as(books.out() + books.err())
                                .isZero());
                assertThat(server.terminate()).isZero();
            }
        }
    }

    /// The first of those that were acknowledged and are not there.
    private static List<Integer> missing(BitSet acknowledged, BitSet there) {
        var missing = (BitSet) acknowledged.clone();
        missing.andNot(there);
        return missing.stream().limit(20).boxed().toList();
    }

    /// The numbers in the file, which promises each once.
    private BitSet file() throws IOException {
        var numbers = new BitSet();
        Matcher matcher = NUMBER.matcher(Files.readString(folder.resolve("data/events.ndjson")));
        while (matcher.find()) {
            int number = Integer.parseInt(matcher.group(1));
            assertThat(numbers.get(number))
                    .as("%d is twice in the file", number)
                    .isFalse();
            numbers.set(number);
        }
        return numbers;
    }

    /// The numbers in the lake, each once.
    private static BitSet lake(Genops genops) throws IOException, InterruptedException {
        var numbers = new BitSet();
        List<JsonNode> totals = genops.search("index=genops_ai | stats count dc(span_id) as spans max(n) as last");
        assertThat(totals.getFirst().get("count")).isEqualTo(totals.getFirst().get("spans"));
        int last = totals.getFirst().get("last").asInt();
        for (int from = 0; from <= last; from += 5_000) {
            JsonNode rows = genops.rows("index=genops_ai n>=" + from + " n<" + (from + 5_000) + " | table n");
            rows.forEach(row -> numbers.set(row.get(0).asInt()));
        }
        return numbers;
    }
}
