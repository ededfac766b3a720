package ai.genops.destination.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.genops.destination.Blocks;
import ai.genops.destination.Runtimes;
import ai.genops.destination.Sample;
import ai.genops.event.Event;
import ai.genops.event.Key;
import ai.genops.pipeline.Destination;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/// Against an S3 server that is not ours.
@Timeout(120)
class S3MotoTest {
    private static Moto moto;
    private static S3Client client;
    private static int buckets;

    @TempDir
    Path data;

    private final Runtimes runtimes = new Runtimes();
    private final Blocks blocks = new Blocks(Map.of("KEY", "accesskeyid", "SECRET", "s3cr3t-key"));
    private String bucket;
    private Destination destination;

    @BeforeAll
    static void startMoto() throws IOException, InterruptedException {
        moto = Moto.start();
        client = moto.client();
    }

    @AfterAll
    static void stopMoto() {
        if (moto != null) {
            client.close();
            moto.close();
        }
    }

    @BeforeEach
    void prepare() {
        bucket = "audit-" + buckets++;
        destination = blocks.destination("{id: none, type: console}");
    }

    @AfterEach
    void close() {
        destination.close();
    }

    @Test
    void theSeedsBlockStoresLockedObjectsThatNobodyCanDelete() throws IOException {
        lockedBucket();
        String seed = Files.readString(Path.of("../config/destinations/3-s3-compliance.yaml"))
                .replace("company-genops-compliance-audit", bucket)
                .replaceFirst("role_arn: .*", "role_arn: arn:aws:iam::210987654321:role/writer")
                .replace("3600s", "20ms");
        destination = blocks.destination(seed + access() + "sts_endpoint: " + moto.address() + "\n");
        Destination.Edge edge = destination.bind(blocks.route("{compression: gzip, encryption: AES-256, "
                + "versioning: enabled, object_lock: \"COMPLIANCE mode, 7 years\"}"));
        assertThat(blocks.errors()).isEmpty();
        destination.start(runtimes.in(data));
        Instant before = Instant.now();
        deliver(edge, 0, 100);
        String key = keys().getFirst();
        assertThat(key)
                .matches("audit-trail/20[0-9]{2}/[0-9]{2}/[0-9]{2}/genops-audit-[0-9]{14}-[a-z0-9]{6}\\.json\\.gz");
        HeadObjectResponse head = client.headObject(get -> get.bucket(bucket).key(key));
        assertThat(head.objectLockModeAsString()).isEqualTo("COMPLIANCE");
        Instant sevenYears = before.atOffset(ZoneOffset.UTC).plusYears(7).toInstant();
        assertThat(head.objectLockRetainUntilDate())
                .isBetween(sevenYears.minusSeconds(1), sevenYears.plus(Duration.ofMinutes(5)));
        assertThat(head.storageClassAsString()).isEqualTo("GLACIER_IR");
        assertThat(head.serverSideEncryptionAsString()).isEqualTo("AES256");
        assertThatThrownBy(() ->
                        client.deleteObject(gone -> gone.bucket(bucket).key(key).versionId(head.versionId())))
                .isInstanceOf(S3Exception.class)
                .hasMessageContaining("Access Denied");
    }

    @Test
    void everyEventIsInTheObjectsOnceAndInOrder() throws IOException {
        bucket(false);
        deliver(open("compression: gzip\nfilename: b-${_random:20}.json\n", "name: r"), 0, 500);
        String all = lines();
        assertThat(all.lines()).hasSize(500).allMatch(line -> line.startsWith("{") && line.endsWith("}"));
        for (int i = 0; i < 500; i++) {
            assertThat(all).contains("\"attributes\":{\"n\":" + i + "}");
        }
        assertThat(keys()).allMatch(key -> key.endsWith(".json.gz"));
    }

    @Test
    void aLockWithoutALockingBucketIsToldAndNothingIsWritten() {
        bucket(true);
        Destination.Edge edge = open("object_lock: GOVERNANCE mode, 1 days\n", "name: r");
        Sample.feed(destination, edge, 0, 1);
        awaitError();
        assertThat(destination.stats().lastError()).contains("has no object lock");
        assertThat(destination.committed()).isZero();
        assertThat(keys()).isEmpty();
    }

    @Test
    void versioningThatIsOffIsToldAndDeliveryGoesOnOnceItIsOn() {
        bucket(false);
        Destination.Edge edge = open("versioning: true\n", "name: r");
        Sample.feed(destination, edge, 0, 3);
        awaitError();
        assertThat(destination.stats().lastError()).contains("keeps no versions");
        client.putBucketVersioning(put -> put.bucket(bucket).versioningConfiguration(on -> on.status("Enabled")));
        Sample.awaitCommitted(destination, 3);
        assertThat(destination.stats().delivered()).isEqualTo(3);
    }

    @Test
    void aLargeObjectTravelsInPartsAndArrivesWhole() throws IOException {
        bucket(false);
        Destination.Edge edge = open("part_size: 5 MiB\nflush_interval: 1h\nbatch_size: 15 MB\n", "name: r");
        for (int i = 0; i < 150; i++) {
            Event event = Sample.event(i, blocks.fields);
            event.attributes().add(Key.of("text"), "x".repeat(100_000));
            edge.write(event);
            destination.passed(i + 1);
        }
        Sample.awaitCommitted(destination, 150);
        List<S3Object> objects =
                client.listObjectsV2(list -> list.bucket(bucket)).contents();
        assertThat(objects).anyMatch(object -> object.eTag().endsWith("-3\""));
        assertThat(lines().lines()).hasSize(150);
        assertThat(client.listMultipartUploads(list -> list.bucket(bucket)).uploads())
                .isEmpty();
    }

    @Test
    void theSameBatchAgainIsRecognisedAndStoredOnce() {
        bucket(false);
        String fixed = "filename: only.json\nflush_interval: 1h\nbatch_size: 5\n";
        Destination.Edge edge = open(fixed, "name: r");
        deliver(edge, 0, 5);
        destination.close();
        runtimes.offset = 0;
        Destination.Edge again = open(fixed, "name: r");
        deliver(again, 0, 5);
        assertThat(keys()).containsExactly("only.json");
        deliver(again, 5, 10);
        assertThat(keys()).hasSize(2).anyMatch(key -> key.matches("only-[a-z0-9]{32}\\.json"));
    }

    @Test
    void routesOfDifferentFormsGetObjectsOfTheirOwn() throws IOException {
        bucket(false);
        destination = blocks.destination(block("flush_interval: 50ms\nfilename: a-${_random:9}.json\n"));
        Destination.Edge plain = destination.bind(blocks.route("name: plain"));
        Destination.Edge packed = destination.bind(blocks.route("compression: gzip"));
        Destination.Edge table = destination.bind(blocks.route("output_format: parquet"));
        assertThat(blocks.errors()).isEmpty();
        destination.start(runtimes.in(data));
        for (int i = 0; i < 30; i++) {
            List.of(plain, packed, table).get(i % 3).write(Sample.event(i, blocks.fields));
        }
        destination.passed(30);
        Sample.awaitCommitted(destination, 30);
        assertThat(keys())
                .hasSize(3)
                .anyMatch(key -> key.endsWith(".json"))
                .anyMatch(key -> key.endsWith(".json.gz"))
                .anyMatch(key -> key.endsWith(".parquet"));
        assertThat(destination.stats().delivered()).isEqualTo(30);
        assertThat(data.resolve("tmp")).isEmptyDirectory();
    }

    @Test
    void parquetIsTypedAndExact() throws IOException, SQLException {
        bucket(false);
        Destination.Edge edge = open("format: parquet\n", "name: r");
        Event event = Sample.event(0, blocks.fields);
        event.name(0, 0);
        event.time(1_763_600_000_123_456_789L, 1_500_000);
        event.ids(1, 2, 3, 0);
        event.attributes().add(Key.of("odd"), "a\"b\\ \n,\u0001\u20ac");
        event.attributes().addLong(Key.of("big"), 9_007_199_254_740_993L);
        edge.write(event);
        destination.passed(1);
        Sample.awaitCommitted(destination, 1);
        Path file = data.resolve("read.parquet");
        Files.write(file, content(keys().getFirst()));
        try (var duckdb = DriverManager.getConnection("jdbc:duckdb:");
                var statement = duckdb.createStatement();
                var row = statement.executeQuery("SELECT * FROM '" + file + "'")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getBigDecimal("_time")).isEqualByComparingTo("1763600000.123456789");
            assertThat(row.getDouble("duration_ms")).isEqualTo(1.5);
            assertThat(row.getString("trace_id")).isEqualTo("00000000000000010000000000000002");
            assertThat(row.getString("parent_span_id")).isNull();
            assertThat(row.getString("event")).contains("\"big\":9007199254740993", "a\\\"b\\\\ \\n,\\u0001\u20ac");
            assertThat(row.next()).isFalse();
        }
    }

    @Test
    void aMissingBucketKeepsTheEventsAndShowsNoSecret() {
        bucket = "not-there";
        Destination.Edge edge = open("", "name: r");
        Sample.feed(destination, edge, 0, 1);
        awaitError();
        assertThat(destination.stats().lastError()).contains("NoSuchBucket").doesNotContain("s3cr3t");
        assertThat(destination.committed()).isZero();
        assertThat(destination.stats().rejected()).isZero();
    }

    private void bucket(boolean versions) {
        client.createBucket(create -> create.bucket(bucket));
        if (versions) {
            client.putBucketVersioning(put -> put.bucket(bucket).versioningConfiguration(on -> on.status("Enabled")));
        }
    }

    private void lockedBucket() {
        client.createBucket(create -> create.bucket(bucket).objectLockEnabledForBucket(true));
    }

    private Destination.Edge open(String keys, String route) {
        destination = blocks.destination(block(keys));
        Destination.Edge edge = destination.bind(blocks.route(route));
        assertThat(blocks.errors()).isEmpty();
        destination.start(runtimes.in(data));
        return edge;
    }

    private String block(String keys) {
        String wait = keys.contains("flush_interval") ? "" : "flush_interval: 20ms\n";
        return "id: store\ntype: s3\nbucket: " + bucket + "\nretry_interval: 1ms\nmax_retry_delay: 20ms\n" + wait
                + access() + keys;
    }

    private static String access() {
        return "endpoint: " + moto.address() + "\naccess_key_id: ${KEY}\nsecret_access_key: ${SECRET}\n";
    }

    private void deliver(Destination.Edge edge, long from, long to) {
        Sample.feed(destination, edge, from, to);
        Sample.awaitCommitted(destination, to);
    }

    private void awaitError() {
        for (int i = 0; i < 2000 && destination.stats().lastError().isEmpty(); i++) {
            Sample.pause();
        }
    }

    private List<String> keys() {
        return client.listObjectsV2(list -> list.bucket(bucket)).contents().stream()
                .map(S3Object::key)
                .toList();
    }

    private byte[] content(String key) {
        return client.getObjectAsBytes(get -> get.bucket(bucket).key(key)).asByteArray();
    }

    private String lines() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (String key : keys()) {
            byte[] bytes = content(key);
            if (key.endsWith(".gz")) {
                bytes = new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes();
            }
            lines.append(new String(bytes, StandardCharsets.UTF_8));
        }
        return lines.toString();
    }
}
