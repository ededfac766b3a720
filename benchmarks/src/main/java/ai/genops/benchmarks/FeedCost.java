package ai.genops.benchmarks;

import ai.genops.event.Event;
import ai.genops.event.EventJson;
import ai.genops.event.JsonBuffer;
import ai.genops.pipeline.UndecodableException;
import ai.genops.source.otlp.Envelope;
import ai.genops.source.otlp.JsonTranscoder;
import ai.genops.source.otlp.OtlpDecoder;
import ai.genops.source.otlp.OtlpValidator;
import ai.genops.source.otlp.Signal;
import ai.genops.source.wire.MalformedException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What the steps of a span's way cost, in nanoseconds of one thread's CPU: the least of many short
/// measurements, which other work on the machine disturbs little. The requests are the load generator's own:
/// their texts have the lengths that texts have, by chance, and cost more than texts of one length.
///
/// Usage: `FeedCost BODIES JSON CONFIG`, BODIES and JSON being folders of requests as protobuf and as JSON, of
/// 100 spans each, CONFIG one with the cost pipeline.
final class FeedCost {
    private static final int ROUNDS = 150;
    private static final int REQUESTS = 128;
    private static final int SPANS = 100;
    private static final int BATCH = 4_000_000;
    private static final long APPENDED = 1_763_600_000_000L;
    private static final List<String> STEPS = List.of(
            "validate", "JSON to protobuf", "decode", "decode, JSON", "decode, pipeline", "decode, pipeline, JSON");

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final OtlpDecoder decoder = new OtlpDecoder();
    private final JsonTranscoder transcoder = new JsonTranscoder(1 << 24);
    private final OnePipeline pipeline;
    private final List<byte[]> bodies;
    private final List<byte[]> texts;
    private final List<ByteBuffer> records;
    /// Batches as a destination has them: filled, being written, and done.
    private final JsonBuffer[] batches = {new JsonBuffer(BATCH), new JsonBuffer(BATCH), new JsonBuffer(BATCH)};
    private int batch;
    private long offset;

    private FeedCost(List<byte[]> bodies, List<byte[]> texts, OnePipeline pipeline) {
        this.bodies = bodies;
        this.texts = texts;
        this.pipeline = pipeline;
        records = bodies.stream().map(FeedCost::record).toList();
    }

    public static void main(String[] args) throws Exception {
        new FeedCost(read(args[0]), read(args[1]), OnePipeline.cost(args[2])).measure();
    }

    private static List<byte[]> read(String folder) throws IOException {
        List<byte[]> bodies = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of(folder))) {
            for (Path file : files.sorted().toList()) {
                bodies.add(Files.readAllBytes(file));
            }
        }
        return bodies;
    }

    private static ByteBuffer record(byte[] body) {
        ByteBuffer envelope = Envelope.of(Signal.TRACES, "genops_otlp_source", Map.of());
        return ByteBuffer.allocate(envelope.remaining() + body.length)
                .put(envelope)
                .put(body)
                .flip();
    }

    private void measure() throws IOException, UndecodableException, MalformedException {
        double[] least = new double[STEPS.size()];
        Arrays.fill(least, Double.MAX_VALUE);
        for (int round = 0; round < ROUNDS; round++) {
            for (int step = 0; step < least.length; step++) {
                long before = threads.getCurrentThreadCpuTime();
                for (int i = 0; i < REQUESTS; i++) {
                    run(step);
                }
                double each = (threads.getCurrentThreadCpuTime() - before) / (double) (REQUESTS * SPANS);
                least[step] = Math.min(least[step], each);
            }
        }
        for (int step = 0; step < least.length; step++) {
            System.out.printf("%-24s %6.0f ns a span%n", STEPS.get(step), least[step]);
        }
    }

    private void run(int step) throws UndecodableException, MalformedException {
        int request = (int) (offset++ % bodies.size());
        ByteBuffer record = records.get(request).duplicate();
        JsonBuffer json = open();
        switch (step) {
            case 0 -> {
                byte[] body = bodies.get(request);
                if (new OtlpValidator().validate(Signal.TRACES, body, 0, body.length) != SPANS) {
                    throw new IllegalArgumentException("a request has not " + SPANS + " spans");
                }
            }
            case 1 -> {
                byte[] text = texts.get(request);
                transcoder.transcode(Signal.TRACES, text, 0, text.length);
            }
            case 2 -> decoder.decode(offset, APPENDED, record, _ -> {});
            case 3 -> decoder.decode(offset, APPENDED, record, (Event event) -> EventJson.write(event, json));
            case 4 -> {
                pipeline.discard();
                decoder.decode(offset, APPENDED, record, pipeline::run);
            }
            default -> {
                pipeline.writeTo(json);
                decoder.decode(offset, APPENDED, record, pipeline::run);
            }
        }
    }

    private JsonBuffer open() {
        if (batches[batch].size() > BATCH - (1 << 19)) {
            batch = (batch + 1) % batches.length;
            batches[batch].clear();
        }
        return batches[batch];
    }
}
