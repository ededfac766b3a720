package ai.genops.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.genops.event.Key;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EncryptedLakeTest {
    private static final Instant SOON = Instant.ofEpochMilli(Feed.TIME_MILLIS).plusSeconds(60);

    @TempDir
    Path folder;

    /// Keys 1, 2, ... of these bytes.
    private static DataKeys keys(int... fills) {
        return new DataKeys(ring(fills), new SecureRandom());
    }

    private static SortedMap<Integer, byte[]> ring(int... fills) {
        var ring = new TreeMap<Integer, byte[]>();
        for (int fill : fills) {
            var key = new byte[32];
            Arrays.fill(key, (byte) fill);
            ring.put(ring.size() + 1, key);
        }
        return ring;
    }

    private static void record(Feed feed, long offset, int rows) throws InterruptedException {
        var edge = feed.edge("", "genops_ai");
        feed.awaitReady();
        for (int i = 0; i < rows; i++) {
            edge.write(feed.span(
                    offset, i, offset + 1, i + 1, event -> event.attributes().add(Key.of("genops.team"), "support")));
        }
        feed.destination.passed(offset + 1);
        feed.awaitCommitted(offset + 1);
    }

    private static LakeKeeper keeper(Feed feed) {
        return LakeKeeper.of(feed.lake, InstantSource.fixed(SOON));
    }

    private List<String> names() throws Exception {
        return Orphans.ours(folder).stream()
                .map(file -> file.getFileName().toString())
                .sorted()
                .toList();
    }

    /// How many rows there are, and how many different ones.
    private String rows(Feed feed) throws Exception {
        List<String> paths = feed.query("select path from meta.files where gone is null");
        String files = paths.isEmpty()
                ? ""
                : " union all select _offset, _ordinal from "
                        + Layout.parquet(paths.stream()
                                .map(path -> folder.resolve(path).toString())
                                .toList());
        assertThat(names()).hasSameSizeAs(paths);
        return feed.query("select count(*) || '/' || count(distinct (_offset, _ordinal)) from"
                        + " (select _offset, _ordinal from genops_ai" + files + ")")
                .getFirst();
    }

    @Test
    void aRolledFileIsReadWithItsKeyAlone() throws Exception {
        try (Feed feed = Feed.start(folder, keys(7))) {
            record(feed, 0, 100);
            assertThat(keeper(feed).roll("").rows()).isEqualTo(100);
            assertThat(names()).containsExactly("0000000001.key1.parquet");
            Path file = Orphans.ours(folder).getFirst();
            assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                    .startsWith("PARE")
                    .contains("genops-lake-1")
                    .doesNotContain("support", "genops.team", "_time");
            assertThat(feed.query("select count(*), count(\"genops.team\") from "
                            + Layout.parquet(List.of(file.toString())) + " where \"genops.team\" = 'support'"))
                    .containsExactly("100|100");
            assertThatThrownBy(() -> feed.query("select * from '" + file + "'")).hasMessageContaining("is encrypted");
            assertThat(Verification.of(feed.lake, "genops_ai").holds()).isTrue();
            try (LakeSnapshot snapshot = LakeSnapshot.take(feed.lake)) {
                assertThat(snapshot.files().getFirst().sha256()).isEqualTo(Chain.of(file));
            }
        }
        try (Feed feed = Feed.start(folder, keys(7))) {
            var edge = feed.edge("", "genops_ai");
            feed.awaitReady();
            edge.write(feed.span(7, 0, 1, 5, _ -> {}));
            feed.destination.passed(8);
            feed.awaitCommitted(8);
            assertThat(feed.query("select count(*) from genops_ai"))
                    .as("a span that is in an encrypted file is known")
                    .containsExactly("0");
        }
    }

    @Test
    void newFilesHaveTheNewKeyAndOldOnesAreRead() throws Exception {
        try (Feed feed = Feed.start(folder)) {
            record(feed, 0, 10);
            keeper(feed).roll("");
        }
        for (int keys = 1; keys <= 2; keys++) {
            try (Feed feed = Feed.start(folder, keys == 1 ? keys(7) : keys(7, 8))) {
                record(feed, keys, 10);
                keeper(feed).roll("");
            }
        }
        assertThat(names()).containsExactly("0000000001.parquet", "0000000002.key1.parquet", "0000000003.key2.parquet");
        try (Feed feed = Feed.start(folder, new DataKeys(ring(7, 8), null))) {
            record(feed, 3, 10);
            keeper(feed).roll("");
            assertThat(names()).last().isEqualTo("0000000004.parquet");
            assertThat(rows(feed)).isEqualTo("40/40");
        }
    }

    @Test
    void compactionWritesWithTheNewKey() throws Exception {
        for (int part = 0; part < 3; part++) {
            try (Feed feed = Feed.start(folder, part == 0 ? DataKeys.NONE : part == 1 ? keys(7) : keys(7, 8))) {
                for (int record = 0; record < 3; record++) {
                    record(feed, part * 3 + record, 12);
                    keeper(feed).roll("");
                }
                if (part == 2) {
                    keeper(feed).compact();
                    assertThat(names()).containsExactly("0000000010.key2.parquet");
                    assertThat(rows(feed)).isEqualTo("108/108");
                    assertThat(Verification.of(feed.lake, "genops_ai").breaks()).isEmpty();
                }
            }
        }
        try (Feed feed = Feed.start(
                folder,
                new DataKeys(new TreeMap<>(java.util.Map.of(2, ring(7, 8).get(2))), null))) {
            assertThat(rows(feed)).as("key 1 may go").isEqualTo("108/108");
        }
    }

    @Test
    void withoutAKeyThatIsNeededTheLakeIsNotOpened() throws Exception {
        try (Feed feed = Feed.start(folder, keys(7))) {
            record(feed, 0, 10);
            keeper(feed).roll("");
        }
        assertThat(refusal(DataKeys.NONE))
                .contains("files under the key 1, and no keys are configured", "lake.encryption_keys");
        var other = new DataKeys(new TreeMap<>(java.util.Map.of(2, new byte[32])), new SecureRandom());
        assertThat(refusal(other)).contains("files under the key 1, and the configured ones are [2]");
        assertThat(refusal(keys(9))).contains("Key 1 of the lake is another one than before");
        try (Feed feed = Feed.start(folder, keys(7))) {
            assertThat(rows(feed)).isEqualTo("10/10");
        }
    }

    private String refusal(DataKeys keys) {
        try (Lake lake = Lake.in(folder, Lake.Settings.DEFAULT).with(keys).open()) {
            lake.await();
            return "";
        } catch (LakeException e) {
            return String.valueOf(e.getMessage());
        }
    }

    @Test
    void aReaderWithoutKeysSaysWhichIsMissing() throws Exception {
        try (Feed feed = Feed.start(folder, keys(7))) {
            record(feed, 0, 10);
            keeper(feed).roll("");
        }
        try (Lake lake = Lake.readOnly(folder, Lake.Settings.DEFAULT)) {
            assertThat(lake.needsKeys()).isTrue();
            lake.open();
            String files = Layout.parquet(
                    Orphans.ours(folder).stream().map(Path::toString).collect(Collectors.toList()));
            assertThatThrownBy(() -> Feed.query(lake, "select count(*) from " + files))
                    .satisfies(e -> assertThat(DataKeys.missing(String.valueOf(e.getMessage())))
                            .isEqualTo("files of the lake are encrypted with key 1, which is not configured"));
            assertThat(Verification.of(lake, "genops_ai").holds()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Witness.Step.class,
            names = {"PLAIN", "WRITTEN", "ENTERED", "DELETED", "COMMITTED"})
    void aFailureAtAnyStepLosesAndDoublesNothing(Witness.Step step) throws Exception {
        try (Feed feed = Feed.start(folder, keys(7))) {
            record(feed, 0, 10);
            Witness failing = reached -> {
                if (reached == step) {
                    throw new SQLException("no further than " + step);
                }
            };
            var keeper = new LakeKeeper(feed.lake, InstantSource.fixed(SOON), failing);
            assertThatThrownBy(() -> keeper.roll("")).hasMessageContaining("no further than");
            assertThat(rows(feed)).isEqualTo("10/10");
            keeper(feed).roll("");
            assertThat(rows(feed)).isEqualTo("10/10");
        }
    }

    @Test
    void aFileThatWasNotEncryptedYetIsRemovedAtTheStart() throws Exception {
        Path day = Files.createDirectories(folder.resolve("genops_ai/day=2025-11-20"));
        Path plain = Files.writeString(day.resolve("0000000001.key1.parquet.plain"), "what a kill left");
        try (Feed _ = Feed.start(folder, keys(7))) {
            assertThat(plain).doesNotExist();
        }
    }

    @Test
    void keysAreNeverTold() {
        assertThat(keys(7, 8)).hasToString("DataKeys[1, 2]");
        assertThatThrownBy(() -> new DataKeys(new TreeMap<>(java.util.Map.of(1, new byte[16])), null))
                .hasMessageContaining("32 bytes; this one has id 1 and 16 bytes");
    }
}
