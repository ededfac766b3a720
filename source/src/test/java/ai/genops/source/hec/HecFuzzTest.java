package ai.genops.source.hec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.event.EventJson;
import ai.genops.event.JsonBuffer;
import ai.genops.source.otlp.Envelope;
import ai.genops.source.otlp.OtlpDecoder;
import ai.genops.source.otlp.OtlpValidator;
import ai.genops.source.otlp.Signal;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Whatever a client sends is refused with a code, or becomes a record that is decoded to its end.
class HecFuzzTest {
    private static final long SEED = 20_261_121L;
    private static final int ROUNDS = 4000;
    private static final Filing FILING = new Filing("h", "s", "t", "i");

    private static final List<String> BODIES = List.of(
            "{\"event\":\"a\"}{\"event\":\"b\",\"time\":1763600000.25,\"host\":\"h\",\"index\":\"main\"}",
            """
            {"time":"1763600000","event":{"genops.cost.total":0.05,"a":{"b":[1,2.5,{"c":null}],"d":"\\u00e9\\n"},
             "trace_id":"0af7651916cd43dd8448eb211c80319c","span_id":"b7ad6b7169203331","x":12345678901234567890},
             "fields":{"team":"é","tags":["x","y"],"on":true}}""",
            "{\"event\":{\"attributes\":{\"a\":1},\"resource\":{\"service.name\":\"s\"},\"n\":1e400,\"l\":[[[]]]}}",
            "line one\nline two\r\n{\"a\":1}\n{broken");

    @Test
    void brokenBodiesAreRefusedOrDecoded() throws Exception {
        var random = new Random(SEED);
        var writer = new RecordWriter();
        for (int round = 0; round < ROUNDS; round++) {
            byte[] body = mutated(BODIES.get(random.nextInt(BODIES.size())).getBytes(UTF_8), random);
            byte[] padded = new byte[body.length + 7];
            System.arraycopy(body, 0, padded, 3, body.length);
            try {
                var refusal = new EventReader(writer, 1 << 20, FILING, index -> !index.startsWith("n"), true)
                        .read(padded, 3, body.length);
                int events = writer.end();
                assertThat(refusal == null || refusal.eventNumber() >= events).isTrue();
                decode(writer, events);
                new LineReader(writer, 1 << 20, FILING, EpochTime.NONE, true).read(padded, 3, body.length);
                decode(writer, writer.end());
            } catch (Exception | AssertionError | StackOverflowError e) {
                throw new AssertionError("seed %d, round %d: %s".formatted(SEED, round, new String(body, UTF_8)), e);
            }
        }
    }

    private static void decode(RecordWriter from, int events) throws Exception {
        byte[] bytes = from.output().toBytes();
        assertThat(new OtlpValidator().validate(Signal.LOGS, bytes, 0, bytes.length))
                .isEqualTo(events);
        ByteBuffer envelope = Envelope.ofHec("hec", Map.of("x-environment", "test"));
        ByteBuffer record = ByteBuffer.allocate(envelope.remaining() + bytes.length)
                .put(envelope)
                .put(bytes)
                .flip();
        int decoded = new OtlpDecoder().decode(1, 1_763_600_000_000L, record, event -> {
            assertThat(event.own().size()).isEqualTo(5); // _raw, host, source, sourcetype, index
            EventJson.write(event, new JsonBuffer(256));
        });
        assertThat(decoded).isEqualTo(events);
    }

    private static byte[] mutated(byte[] body, Random random) {
        for (int edits = random.nextInt(4); edits > 0; edits--) {
            int at = random.nextInt(body.length);
            switch (random.nextInt(4)) {
                case 0 -> body[at] = (byte) random.nextInt(256);
                case 1 -> body = java.util.Arrays.copyOf(body, at + 1);
                case 2 -> body[at] = (byte) "{}[]\":,\\ \n0e.-".charAt(random.nextInt(14));
                default -> {
                    int other = random.nextInt(body.length);
                    int length = Math.min(random.nextInt(20), body.length - Math.max(at, other));
                    System.arraycopy(body, at, body, other, length);
                }
            }
        }
        return body;
    }
}
