package ai.genops.lake;

import ai.genops.event.Attributes;
import ai.genops.event.Event;
import ai.genops.event.Key;
import ai.genops.event.Kind;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Random;

/// Measures how fast events come into the lake and what they cost. Not a test; run it on a folder that is empty:
/// `java -cp ... ai.genops.lake.IngestMeasurement FOLDER THOUSANDS`. A span has 25 attributes, 5 on its resource.
final class IngestMeasurement {
    private static final int PER_RECORD = 100;
    private static final Key[] KEYS = new Key[25];

    static {
        for (int i = 0; i < KEYS.length; i++) {
            KEYS[i] = Key.of("genops.attribute.name" + i);
        }
    }

    private IngestMeasurement() {}

    public static void main(String[] args) throws Exception {
        long events = Long.parseLong(args[1]) * 1000;
        try (Feed feed = Feed.start(Path.of(args[0]), "flush_interval: 250ms")) {
            var edge = feed.edge("", "genops_ai");
            feed.awaitReady();
            encodeOnly(300_000); // compiled by now
            long busy = cpuNanos();
            encodeOnly(events);
            System.out.printf("encode alone: %.2f us/event%n", (cpuNanos() - busy) / 1e3 / events);
            busy = cpuNanos();
            long start = System.nanoTime();
            Event event = new Event();
            Attributes resource = resource();
            Random random = new Random(1);
            for (long offset = 0; offset * PER_RECORD < events; offset++) {
                feed.awaitReady();
                for (int i = 0; i < PER_RECORD; i++) {
                    fill(event, resource, random, offset, i);
                    edge.write(event);
                }
                feed.destination.passed(offset + 1);
            }
            while (feed.destination.stats().pending() > 0) {
                Thread.sleep(1);
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf(
                    "%d events in %.1f s: %.0f/s, %.2f us of CPU each, %d batches, commit at most %d ms, %.0f bytes each on disk%n",
                    events,
                    seconds,
                    events / seconds,
                    (cpuNanos() - busy) / 1e3 / events,
                    feed.destination.stats().batches(),
                    feed.destination.lakeStats().slowestCommitMillis(),
                    (double) feed.lake.bytes() / events);
        }
    }

    private static void encodeOnly(long events) {
        Event event = new Event();
        Attributes resource = resource();
        Random random = new Random(1);
        Target target = new Target(new Dataset("x", 1_000_000));
        RowEncoder encoder = new RowEncoder();
        Batch batch = new Batch(0);
        for (long i = 0; i < events; i++) {
            fill(event, resource, random, i, 0);
            target.add(event, encoder, batch);
            if (batch.rowCount() == 40_000) {
                batch = new Batch(i);
            }
        }
    }

    private static Attributes resource() {
        Attributes resource = new Attributes();
        for (int i = 20; i < 25; i++) {
            resource.add(KEYS[i], "resource-" + i);
        }
        return resource;
    }

    private static void fill(Event event, Attributes resource, Random random, long offset, int ordinal) {
        event.receive(Kind.SPAN, "genops_otlp_source", new byte[0], offset, ordinal, Feed.TIME_MILLIS + offset);
        event.time((Feed.TIME_MILLIS + offset) * 1_000_000 + ordinal, random.nextInt(1_000_000_000));
        event.ids(random.nextLong(), random.nextLong(), random.nextLong(), 0);
        event.resource(resource);
        for (int i = 0; i < 20; i++) {
            switch (i % 3) {
                case 0 -> event.attributes().addDouble(KEYS[i], random.nextInt(1_000_000) / 1e6);
                case 1 -> event.attributes().addLong(KEYS[i], random.nextInt(5000));
                default -> event.attributes().add(KEYS[i], VALUES[random.nextInt(VALUES.length)]);
            }
        }
    }

    private static final String[] VALUES = {"gpt-4-turbo", "claude-3-sonnet", "support", "dev-tools", "production"};

    private static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }
}
