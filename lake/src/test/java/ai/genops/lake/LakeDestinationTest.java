package ai.genops.lake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.event.Attributes;
import ai.genops.event.Event;
import ai.genops.event.Fields;
import ai.genops.event.Key;
import ai.genops.event.Kind;
import ai.genops.event.SpanEvent;
import ai.genops.pipeline.DeliveryStats.State;
import ai.genops.pipeline.Destination;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakeDestinationTest {
    @TempDir
    Path folder;

    @Test
    void anAttributeNeverSeenBeforeIsSearchableAtOnce() throws Exception {
        try (Feed feed = Feed.start(folder)) {
            var edge = feed.edge("", "genops_ai");
            feed.awaitReady();
            edge.write(feed.span(0, 0, 1, 1, event -> event.attributes().add(Key.of("new.attr"), "here")));
            feed.destination.passed(1);
            feed.awaitCommitted(1);
            assertThat(feed.query("select fields['new.attr']::varchar from genops_ai"))
                    .containsExactly("here");
            assertThat(feed.query("select dataset, name from meta.fields")).containsExactly("genops_ai|new.attr");
        }
    }

    @Test
    void everyColumnHoldsWhatTheLayoutSays() throws Exception {
        try (Feed feed = new Feed(folder, "flush_interval: 1ms")) {
            var edge = feed.edge("cost", "genops_cost");
            feed.start();
            feed.awaitReady();
            edge.write(fullSpan(feed));
            feed.destination.passed(1);
            feed.awaitCommitted(1);
            assertThat(feed.query(
                            "select _time, _indextime, kind, name, trace_id, span_id, parent_span_id, duration_ns,"
                                    + " status, host, source, sourcetype, pipeline, sample_rate, _offset, _ordinal"
                                    + " from genops_cost"))
                    .containsExactly("2025-11-20 00:53:20.000001|2025-11-20 00:53:20.0|span|chat|"
                            + "00000000000000ab000000000000000c|000000000000000d|000000000000000e|5000000|"
                            + "ok|web-1|billing|genops:telemetry|cost|0.25|0|7");
            assertThat(feed.query("select fields::json, events::json from genops_cost"))
                    .containsExactly("{\"body\":\"own\",\"cost\":1.5,\"first\":\"resource\",\"host.name\":\"web-1\","
                            + "\"second\":\"span\",\"service.name\":\"billing\",\"third\":\"pipeline\"}|"
                            + "[{\"attributes\":{\"k\":1},\"name\":\"e\",\"time\":1}]");
        }
    }

    @Test
    void aResourceWithoutAMachineIsKnownByWhatItHas() throws Exception {
        List<String> names = List.of("service.name", "service.instance.id", "k8s.node.name", "host.name", "host");
        try (Feed feed = new Feed(folder, "flush_interval: 1ms")) {
            var edge = feed.edge("cost", "genops_cost");
            feed.start();
            feed.awaitReady();
            for (int known = 0; known <= names.size(); known++) {
                Event event = fullSpan(feed);
                event.ids(0xab, 0x10 + known, known + 1, 0);
                var resource = new Attributes();
                names.subList(0, known).forEach(name -> resource.add(Key.of(name), "the " + name));
                event.resource(resource);
                edge.write(event);
            }
            feed.destination.passed(1);
            feed.awaitCommitted(1);
            assertThat(feed.query("select coalesce(host, 'none') from genops_cost order by span_id"))
                    .containsExactly(
                            "none",
                            "the service.name",
                            "the service.instance.id",
                            "the k8s.node.name",
                            "the host.name",
                            "the host");
        }
    }

    private static Event fullSpan(Feed feed) {
        Event event = feed.span(0, 7, 0xc, 0xd, _ -> {});
        byte[] name = "chat".getBytes(UTF_8);
        event.receive(Kind.SPAN, "genops_otlp_source", name, 0, 7, Feed.TIME_MILLIS);
        event.name(0, 4);
        event.time(Feed.TIME_MILLIS * 1_000_000 + 1_999, 5_000_000);
        event.ids(0xab, 0xc, 0xd, 0xe);
        event.status("ok");
        var resource = new Attributes();
        for (String key : List.of("first", "second", "third", "body")) {
            resource.add(Key.of(key), "resource");
        }
        resource.add(Key.of("host.name"), "web-1");
        resource.add(Key.of("service.name"), "billing");
        event.resource(resource);
        event.attributes().add(Key.of("second"), "span");
        event.attributes().add(Key.of("third"), "span");
        event.attributes().add(Key.of("body"), "span");
        event.own().add(Key.of("body"), "own");
        event.events(List.of(new SpanEvent("e", 1_000_000_000L, Map.of("k", 1L))));
        var fields = new Fields();
        int third = fields.define("third");
        int cost = fields.define("cost");
        fields.define("second");
        event.enter("cost", fields);
        event.field(third, "pipeline");
        event.field(cost, 1.5);
        event.sample(0.25, true);
        return event;
    }

    @Test
    void numbersComeBackExactlyAsTheyWereSent() throws Exception {
        long seed = 42;
        Random random = new Random(seed);
        List<Object> numbers = new ArrayList<>(List.of(
                0.0,
                -0.0,
                0.1,
                1e-7,
                Double.MIN_VALUE,
                Double.MAX_VALUE,
                1e21,
                1e22,
                123456789012345680.0,
                0.30000000000000004,
                9007199254740993L,
                Long.MAX_VALUE,
                Long.MIN_VALUE,
                0L,
                -1L,
                1.0,
                1e15,
                Double.parseDouble("12345678901234567890")));
        for (int i = 0; i < 20_000; i++) {
            double any = Double.longBitsToDouble(random.nextLong());
            numbers.add(
                    switch (i % 4) {
                        case 0 -> Double.isFinite(any) ? any : 1.0;
                        case 1 -> random.nextInt(100_000_000) / 1e6;
                        case 2 -> random.nextDouble() * Math.pow(10, random.nextInt(40) - 20);
                        default -> random.nextLong();
                    });
        }
        try (Feed feed = Feed.start(folder)) {
            var edge = feed.edge("", "genops_ai");
            feed.awaitReady();
            for (int i = 0; i < numbers.size(); i++) {
                Object number = numbers.get(i);
                edge.write(feed.span(0, i, 0, 0, event -> {
                    if (number instanceof Long whole) {
                        event.attributes().addLong(Key.of("n"), whole);
                    } else {
                        event.attributes().addDouble(Key.of("n"), (Double) number);
                    }
                }));
            }
            feed.destination.passed(1);
            feed.awaitCommitted(1);
            assertExact(feed, numbers, seed);
        }
    }

    private static void assertExact(Feed feed, List<Object> numbers, long seed) throws Exception {
        try (var connection = Feed.reader(feed.lake);
                var statement = connection.createStatement();
                var result =
                        statement.executeQuery("select _ordinal, fields['n']::double, try_cast(fields['n'] as bigint),"
                                + " variant_typeof(fields['n']) from genops_ai order by _ordinal")) {
            for (Object number : numbers) {
                assertThat(result.next()).isTrue();
                String what = "seed " + seed + ", " + number + " as " + result.getString(4);
                if (number instanceof Long whole) {
                    assertThat(result.getLong(3)).as(what).isEqualTo(whole);
                } else {
                    assertThat(result.getDouble(2)).as(what).isEqualTo((Double) number + 0.0);
                }
            }
        }
    }

    @Test
    void whatJsonHasNoNumberForIsNullAndTextIsRepaired() throws Exception {
        try (Feed feed = Feed.start(folder)) {
            var edge = feed.edge("", "genops_ai");
            feed.awaitReady();
            Event event = feed.span(0, 0, 1, 1, _ -> {});
            event.receive(Kind.LOG, "in", new byte[] {'a', (byte) 0xff, 'b', 0, 'c'}, 0, 0, Feed.TIME_MILLIS);
            event.attributes().addDouble(Key.of("nan"), Double.NaN);
            event.attributes().addText(Key.of("bad"), 0, 3);
            event.attributes().addText(Key.of("nul"), 2, 3);
            event.attributes().add(Key.of("quote\"\\"), "\"\n\u0001\\é😀");
            edge.write(event);
            feed.destination.passed(1);
            feed.awaitCommitted(1);
            assertThat(feed.destination.stats().lastError()).isEmpty();
            assertThat(feed.query("select fields['nan'] is null or fields['nan']::varchar is null,"
                            + " fields['bad']::varchar, fields['nul']::varchar, fields['quote\"\\']::varchar,"
                            + " span_id, duration_ns from genops_ai"))
                    .containsExactly("true|a\ufffdb|b\0c|\"\n\u0001\\é😀|null|null");
        }
    }

    @Test
    void aSpanSentAgainIsDroppedAndCountedAlsoAfterARestart() throws Exception {
        try (Feed feed = Feed.start(folder)) {
            var all = feed.edge("", "genops_ai");
            var cost = feed.edge("cost", "genops_ai");
            feed.awaitReady();
            all.write(feed.span(0, 0, 1, 1, _ -> {}));
            all.write(feed.span(0, 1, 1, 1, _ -> {}));
            all.write(feed.span(0, 2, 1, 2, _ -> {}));
            cost.write(feed.enter(feed.span(0, 0, 1, 1, _ -> {}), "cost", new Fields()));
            feed.destination.passed(1);
            feed.awaitCommitted(1);
            assertThat(duplicates(feed)).isEqualTo(1);
        }
        try (Feed feed = Feed.start(folder)) {
            var all = feed.edge("", "genops_ai");
            var cost = feed.edge("cost", "genops_ai");
            feed.awaitReady();
            all.write(feed.span(1, 0, 1, 2, _ -> {}));
            cost.write(feed.enter(feed.span(1, 0, 1, 1, _ -> {}), "cost", new Fields()));
            all.write(feed.span(1, 1, 0, 0, _ -> {}));
            all.write(feed.span(1, 2, 0, 0, _ -> {}));
            feed.destination.passed(2);
            feed.awaitCommitted(2);
            assertThat(duplicates(feed)).isEqualTo(2);
            assertThat(feed.query("select count(*) from genops_ai")).containsExactly("5");
            assertThat(feed.destination.stats().pending()).isZero();
        }
    }

    private static long duplicates(Feed feed) {
        return feed.destination.lakeStats().datasets().getFirst().duplicates();
    }

    @Test
    void whatWasOfferedAndNotCommittedAppearsOnceHoweverOftenItIsOfferedAgain() throws Exception {
        long committed = 0;
        for (int run = 0; run < 4; run++) {
            try (Feed feed = Feed.start(folder, "flush_interval: 1ms\nspan_window: 0\nbatch_events: 50\n")) {
                assertThat(feed.destination.committed()).isEqualTo(committed);
                var edge = feed.edge("", "genops_ai");
                for (long offset = committed; offset < committed + 30; offset++) {
                    feed.record(edge, offset, 10);
                }
                // Offered again without a restart, and a record that never ends.
                edge.write(feed.span(committed, 0, 1, 1, _ -> {}));
                edge.write(feed.span(committed + 30, 0, 1, 1, _ -> {}));
                feed.destination.close();
                committed = feed.destination.committed();
                assertThat(feed.query("select count(*), count(distinct (_offset, _ordinal)) from genops_ai"))
                        .containsExactly(committed * 10 + "|" + committed * 10);
            }
        }
        assertThat(committed).isPositive();
    }

    @Test
    void itTakesNoMoreThanTwoBatches() throws Exception {
        try (Feed feed = Feed.start(folder, "flush_interval: 1s\nbatch_events: 100\n")) {
            var edge = feed.edge("", "genops_ai");
            feed.awaitReady();
            // A transaction of somebody else keeps the writer from its commit.
            try (var blocker = feed.lake.reader()) {
                blocker.setAutoCommit(false);
                blocker.createStatement().execute("alter table young.genops_ai add column other integer");
                int records = 0;
                for (int turn = 0; turn < 300; turn++) {
                    if (feed.destination.ready()) {
                        feed.record(edge, records++, 10);
                    } else {
                        Thread.sleep(1);
                    }
                }
                assertThat(records).isBetween(10, 20);
                assertThat(feed.destination.ready()).isFalse();
                blocker.rollback();
                feed.awaitCommitted(records);
                assertThat(feed.query("select count(*) from genops_ai")).containsExactly(records * 10 + "");
                assertThat(feed.destination.stats().lastError()).isEmpty();
            }
        }
    }

    @Test
    void aLogWithoutEventsForItMovesTheCheckpointToo() throws Exception {
        try (Feed feed = Feed.start(folder)) {
            feed.awaitReady();
            feed.destination.passed(17);
            feed.awaitCommitted(17);
        }
        try (Feed feed = Feed.start(folder)) {
            assertThat(feed.destination.committed()).isEqualTo(17);
        }
    }

    @Test
    void fieldNamesBeyondTheBoundAreStoredAndFoundButNotListed() throws Exception {
        try (Feed feed = Feed.start(folder)) {
            Destination.Edge edge = feed.edge("", "genops_ai");
            feed.awaitReady();
            for (int i = 0; i < FieldNames.MAX_NAMES / 100 + 1; i++) {
                int first = i * 100;
                edge.write(feed.span(0, i, 1, i + 1, event -> {
                    for (int k = first; k < first + 100; k++) {
                        event.attributes().addLong(Key.of("name." + k), k);
                    }
                }));
            }
            feed.destination.passed(1);
            feed.awaitCommitted(1);
            assertThat(feed.query("select count(*) from meta.fields")).containsExactly(FieldNames.MAX_NAMES + "");
            assertThat(feed.query("select fields['name.10050']::bigint from genops_ai where _ordinal = 100"))
                    .containsExactly("10050");
            assertThat(feed.destination.lakeStats().datasets().getFirst().unlistedFields())
                    .isEqualTo(100);
        }
    }

    @Test
    void aLakeWhoseFolderIsGoneIsNotWrittenToAndGoesOnWhenItIsBack() throws Exception {
        Path home = folder.resolve("lake");
        Path away = folder.resolve("away");
        try (Feed feed = Feed.start(home)) {
            var edge = feed.edge("", "genops_ai");
            feed.record(edge, 0, 1);
            feed.awaitCommitted(1);
            Files.move(home, away);
            feed.record(edge, 1, 1);
            awaitFailures(feed, 3);
            assertThat(feed.destination.committed()).isEqualTo(1);
            assertThat(feed.destination.stats().lastError()).contains("has vanished", "Put it back, or restart");
            Files.createDirectory(home);
            Files.copy(away.resolve(Layout.FILE), home.resolve(Layout.FILE));
            awaitFailures(feed, 5);
            assertThat(feed.destination.stats().lastError()).contains("its folder was replaced");
            assertThat(feed.destination.deliveryStats().health().state()).isEqualTo(State.UNHEALTHY);
            assertThat(feed.destination.committed()).isEqualTo(1);
            Files.delete(home.resolve(Layout.FILE));
            Files.delete(home);
            Files.move(away, home);
            feed.awaitCommitted(2);
            assertThat(feed.destination.deliveryStats().health().state()).isEqualTo(State.HEALTHY);
        }
        try (Feed feed = Feed.start(home)) {
            assertThat(feed.query("select count(*) from genops_ai")).containsExactly("2");
        }
    }

    private static void awaitFailures(Feed feed, int failures) throws InterruptedException {
        for (int i = 0; i < 5_000 && feed.destination.stats().retries() < failures; i++) {
            Thread.sleep(1);
        }
        assertThat(feed.destination.stats().retries()).isGreaterThanOrEqualTo(failures);
    }
}
