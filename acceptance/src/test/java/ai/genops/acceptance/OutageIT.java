package ai.genops.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// A destination that is down for a long time, which is measured in spans: `-Dgenops.outage.spans=18000000` is an hour
/// at 5,000 a second. They arrive as fast as the server takes them.
@EnabledIfSystemProperty(named = "genops.tier", matches = "full|long", disabledReason = "see ./genops test --full")
class OutageIT {
    private static final int SPANS = Integer.getInteger("genops.outage.spans", 200_000);
    private static final int FEWER = 300_000;
    private static final int IN_MEMORY = 10;
    private static final int PER_REQUEST = 200;
    /// However many spans wait. Of an hour's: what the heap and the lake's database may have, and the program.
    private static final long MOST_RESIDENT_KB = SPANS <= 1_000_000 ? 900_000 : 2_200_000;

    @TempDir
    Path folder;

    @Test
    void theOthersGoOnAndTheOneThatWasDownGetsEverythingInOrder() throws Exception {
        var genops = new Genops(folder.resolve("data"));
        try (var receiver = new MoodyReceiver(1);
                var client = new NumberedClient(genops.otlp("/v1/traces"), PER_REQUEST, Duration.ZERO)) {
            receiver.heal();
            Path config = Outages.configure(folder.resolve("config"), receiver.address());
            try (var server = genops.up(config)) {
                receiver.down();
                client.start(SPANS).join();
                BitSet acknowledged = client.acknowledged();
                assertThat(acknowledged.cardinality()).isEqualTo(SPANS);

                awaitDelivered("file", SPANS, genops);
                awaitDelivered("lake", SPANS, genops);
                JsonNode behind = destination(genops, "receiver");
                assertThat(behind.get("delivered").asLong()).isZero();
                assertThat(behind.get("last_error").asText()).isNotEmpty();
                assertThat(metric(genops, "genops_destination_lag_records", "receiver"))
                        .isEqualTo((double) SPANS / PER_REQUEST);
                long resident = residentKilobytes(server.process.pid());
                System.out.printf("OutageIT: %d spans behind, %d MB resident%n", SPANS, resident / 1024);
                assertThat(resident).isLessThan(MOST_RESIDENT_KB);

                receiver.up();
                CrashIT.awaitCaughtUp(genops);
                assertThat(receiver.taken()).isEqualTo(acknowledged);
                assertThat(receiver.repeated()).isZero();
                assertThat(receiver.disorder()).isEmpty();
                var books = genops.run("check", "--books", "--port-offset", "" + genops.offset);
                assertThat(books.exitCode()).as(books.out() + books.err()).isZero();
                assertThat(server.terminate()).isZero();
            }
        }
    }

    @Test
    void oneThatMayBeBehindByLessLosesTheOldestAndTheLossIsCounted() throws Exception {
        var genops = new Genops(folder.resolve("data"));
        try (var receiver = new MoodyReceiver(1);
                var client = new NumberedClient(genops.otlp("/v1/traces"), PER_REQUEST, Duration.ZERO).padded(1_000)) {
            receiver.heal();
            String buffer = "buffer: {max_size: 70 MB, overflow_action: drop_oldest}";
            Path config = Outages.configure(folder.resolve("config"), receiver.address(), buffer);
            try (var server = genops.up("--config", config.toString(), "--set", "server.log.max_size=200MB")) {
                receiver.down();
                client.start(FEWER).join();
                BitSet acknowledged = client.acknowledged();
                assertThat(acknowledged.cardinality()).isEqualTo(FEWER);
                awaitDelivered("file", FEWER, genops);
                awaitDelivered("lake", FEWER, genops);

                receiver.up();
                CrashIT.awaitCaughtUp(genops);
                BitSet missing = (BitSet) acknowledged.clone();
                missing.andNot(receiver.taken());
                long dropped = destination(genops, "receiver")
                        .get("overflow")
                        .get("dropped_records")
                        .asLong();
                System.out.printf("OutageIT: %d records dropped, %d spans missing%n", dropped, missing.cardinality());
                // The log counts what it gave up; of that the destination had a few records in memory.
                assertThat((long) missing.cardinality() / PER_REQUEST)
                        .isPositive()
                        .isBetween(dropped - IN_MEMORY, dropped);
                assertThat(missing.length()).as("the oldest").isEqualTo(missing.cardinality() + missing.nextSetBit(0));
                assertThat(receiver.disorder()).isEmpty();
                assertThat(lost(genops, "to_receiver")).isEqualTo(missing.cardinality());
                var books = genops.run("check", "--books", "--port-offset", "" + genops.offset);
                assertThat(books.exitCode()).as(books.out() + books.err()).isZero();
                assertThat(server.terminate()).isZero();
            }
        }
    }

    private static long lost(Genops genops, String route) throws Exception {
        for (JsonNode edge : genops.get("/api/status").get("pipelines").get(0).get("routes")) {
            if (edge.get("name").asText().equals(route)) {
                return edge.get("lost").asLong();
            }
        }
        throw new IllegalStateException("no route " + route);
    }

    private static void awaitDelivered(String id, int spans, Genops genops) throws Exception {
        long next = genops.get("/api/status").get("log").get("next_offset").asLong();
        while (destination(genops, id).get("committed").asLong() < next) {
            Thread.sleep(50);
        }
        assertThat(destination(genops, id).get("delivered").asLong()).isEqualTo(spans);
    }

    private static JsonNode destination(Genops genops, String id) throws Exception {
        for (JsonNode destination : genops.get("/api/status").get("destinations")) {
            if (destination.get("id").asText().equals(id)) {
                return destination;
            }
        }
        throw new IllegalStateException("no destination " + id);
    }

    private static double metric(Genops genops, String name, String destination) throws Exception {
        try (var http = Genops.http()) {
            var get = HttpRequest.newBuilder(genops.api("/metrics")).build();
            return http.send(get, BodyHandlers.ofString())
                    .body()
                    .lines()
                    .filter(line -> line.startsWith(name + "{") && line.contains("\"" + destination + "\""))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no series " + name));
        }
    }

    private static long residentKilobytes(long process) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + process + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
