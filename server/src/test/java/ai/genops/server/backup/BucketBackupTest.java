package ai.genops.server.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.genops.destination.s3.BucketAddress;
import ai.genops.destination.s3.Moto;
import ai.genops.lake.Lake;
import ai.genops.pipeline.config.Location;
import ai.genops.pipeline.config.Problems;
import ai.genops.pipeline.config.Secrets;
import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.YamlReader;
import ai.genops.server.TestServer;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Backups in a bucket of an S3 server that is not ours.
@Timeout(240)
class BucketBackupTest {
    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");

    private static Moto moto;
    private static int buckets;

    @TempDir
    Path folder;

    private TestServer server;
    private String bucket;

    @BeforeAll
    static void startMoto() throws Exception {
        moto = Moto.start();
    }

    @AfterAll
    static void stopMoto() {
        if (moto != null) {
            moto.close();
        }
    }

    @BeforeEach
    void start() throws Exception {
        bucket = "backups-" + buckets++;
        make(bucket);
        server = new TestServer(folder.resolve("first"))
                .variable("AWS_KEY", "key-of-backups")
                .variable("AWS_SECRET", "s3cr3t")
                .file("destinations/lake.yaml", "id: lake\ntype: lake\nflush_interval: 10ms\n")
                .file("routes/all.yaml", "- {id: to_lake, destination: lake, dataset: all}\n");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aServerRestoredFromABucketHasEveryEvent() throws Exception {
        server.file("settings/backup.yaml", """
                backup_strategy:
                  state_backup:
                    frequency: hourly
                    destination: s3://%s/state
                    endpoint: %s
                    access_key_id: ${AWS_KEY}
                    secret_access_key: ${AWS_SECRET}
                """.formatted(bucket, moto.address()))
                .start();
        server.send(0, 20);
        assertThat(TestServer.run("lake", "roll", "--url", server.api()).exitCode())
                .isZero();
        String to = "s3://" + bucket + "/all";
        TestServer.Outcome first = TestServer.run("backup", to, "--url", server.api());
        assertThat(first.err()).isEmpty();
        server.send(20, 10);
        TestServer.Outcome second = TestServer.run("backup", to, "--keep", "1", "--url", server.api(), "--json");
        assertThat(second.err()).isEmpty();
        assertThat(server.get("/api/backup")).contains("\"to\":\"" + to + "/\"", "\"error\":\"\"");
        server.close();
        assertThat(Restore.list(place(to))).hasSize(1);
        assertThat(second.out()).contains(Restore.check(place(to), "").id());
        Path again = folder.resolve("second");
        Restore.into(place(to), "", again.resolve("config"), again.resolve("data"));
        try (var restored = new TestServer(again).variable("AWS_KEY", "x").variable("AWS_SECRET", "x")) {
            restored.start();
            restored.running().awaitDelivered();
            TestServer.Outcome found = TestServer.run(
                    "search", "index=all | stats dc(name) as names count", "--output", "csv", "--url", restored.api());
            assertThat(found.out()).contains("30,30");
        }
    }

    @Test
    void theSeedsStrategyBacksUpConfigurationAndStateApart() throws Exception {
        String seed = Files.readString(Path.of("src/test/resources/conformance/production/disaster-recovery.yaml"));
        make("cribl-config-backup");
        make("cribl-state-backup");
        server.file("lookups/customers.csv", "a,b\n1,2\n").start();
        server.send(0, 5);
        server.close();
        var problems = new Problems();
        Section block = section(seed, problems).section("backup_strategy");
        List<BackupPlan> read = BackupSettings.strategy(block, server.config());
        assertThat(problems.errors()).isEmpty();
        assertThat(problems.all().toString())
                .contains("`includes` leaves out of the backup: routes, server.yaml")
                .contains("backups are not copied to us-west-2 (DR region) by GenOps");
        assertThat(read).extracting(BackupPlan::every).containsExactly(Duration.ofDays(1), Duration.ofHours(1));
        assertThat(read).extracting(BackupPlan::age).containsExactly(Duration.ofDays(30), Duration.ofDays(7));
        List<BackupPlan> plans = new ArrayList<>();
        for (BackupPlan plan : read) {
            Place here = place(plan.to().toString());
            plans.add(new BackupPlan(plan.name(), here, plan.every(), plan.keep(), plan.age(), plan.scope()));
        }
        var clock = new Instant[] {NOW};
        try (Lake lake = Lake.in(server.data().resolve("lake"), Lake.Settings.DEFAULT)) {
            lake.open();
            var source = new Backup.Source(server.config(), server.data(), lake, null);
            var backups = new Backups(source, () -> plans, () -> clock[0]);
            for (int hour = 0; hour <= 24 * 8; hour += 4) {
                clock[0] = NOW.plus(Duration.ofHours(hour));
                backups.makeThoseDue();
            }
        }
        Place config = plans.getFirst().to();
        Place state = plans.getLast().to();
        assertThat(Restore.list(config)).hasSize(9);
        // Seven days of one every four hours.
        assertThat(Restore.list(state)).hasSize(7 * 6 + 1).first().isEqualTo("20260311T120000.000Z");
        assertThatThrownBy(() -> Restore.into(config, "", null, folder.resolve("data")))
                .hasMessageContaining("with `--config DIR`");
        Restore.into(config, "", folder.resolve("config"), null);
        assertThat(folder.resolve("config/lookups/customers.csv")).exists();
        assertThat(folder.resolve("config/server.yaml")).doesNotExist();
        Restore.into(state, "", null, folder.resolve("state"));
        assertThat(folder.resolve("state")).isDirectoryContaining("glob:**/log");
        assertThat(folder.resolve("state/lake")).doesNotExist();
    }

    @Test
    void ofTwoWritersOneIsRefusedUntilTheOtherIsGoneOrStale() throws Exception {
        BucketAddress address = address("s3://" + bucket);
        var first = BucketRoom.writing(address, folder, Duration.ofMinutes(30));
        assertThatThrownBy(() -> BucketRoom.writing(address, folder, Duration.ofMinutes(30)))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("another backup is at work in s3://" + bucket + "/: its lock locks/");
        first.requireOurs();
        Thread.sleep(2_100); // the store tells whole seconds
        try (var second = BucketRoom.writing(address, folder, Duration.ofSeconds(1))) {
            second.requireOurs();
            assertThatThrownBy(first::requireOurs).hasMessageContaining("took so long that another one took over");
        }
        try (var third = BucketRoom.writing(address, folder, Duration.ofMinutes(30))) {
            third.requireOurs();
        }
    }

    @Test
    void aLargeFileGoesInPartsAndComesBack() throws Exception {
        byte[] bytes = new byte[40_000_000];
        new Random(7).nextBytes(bytes);
        try (Store store = Store.writing(place("s3://" + bucket + "/large"), folder.resolve("scratch"))) {
            Store.Stored stored = store.put(new ByteArrayInputStream(bytes));
            assertThat(stored.storedBytes()).isGreaterThan(bytes.length);
            var back = new java.io.ByteArrayOutputStream();
            store.get(stored.sha256(), back);
            assertThat(back.toByteArray()).isEqualTo(bytes);
        }
        assertThat(folder.resolve("scratch")).isEmptyDirectory();
    }

    @Test
    void withoutCredentialsItIsSaidWhereTheyCanBe() {
        var nobody = BucketAddress.of("s3://" + bucket, moto.address(), "us-east-1");
        assertThatThrownBy(() -> Restore.list(new Place.InBucket(nobody)))
                .hasMessageContaining("nobody says as whom to ask: there is no `access_key_id`");
    }

    @Test
    void whatTheStoreRefusesIsToldWithoutSecrets() {
        assertThatThrownBy(() -> Restore.list(place("s3://not-there-at-all/x")))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("NoSuchBucket")
                .hasMessageNotContaining("s3cr3t");
        var problems = new Problems();
        BackupSettings.read(section("{to: 's3://b', every: 1h}", problems), folder);
        BackupSettings.strategy(
                section("state_backup: {destination: 's3://bucket', frequency: often, includes: [queues]}", problems),
                folder);
        assertThat(problems.errors().toString())
                .contains("which is neither a folder nor a bucket")
                .contains("`frequency`")
                .contains("`includes` of the state names `queues`, which is unknown");
    }

    private static void make(String bucket) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(moto.address() + "/" + bucket))
                    .PUT(BodyPublishers.noBody())
                    .build();
            assertThat(client.send(request, BodyHandlers.discarding()).statusCode())
                    .isEqualTo(200);
        }
    }

    private static Place place(String address) {
        return new Place.InBucket(address(address));
    }

    private static BucketAddress address(String address) {
        String keys = "{endpoint: '%s', access_key_id: '${AWS_KEY}', secret_access_key: '${AWS_SECRET}'}"
                .formatted(moto.address());
        return BucketAddress.read(address, section(keys, new Problems()));
    }

    private static Section section(String yaml, Problems problems) {
        var secrets = new Secrets(name -> name.startsWith("AWS_") ? "s3cr3t" : null);
        var value = YamlReader.parse(yaml, "test.yaml", problems);
        return Section.of(value, "a block", Location.of("test.yaml"), problems, secrets);
    }
}
