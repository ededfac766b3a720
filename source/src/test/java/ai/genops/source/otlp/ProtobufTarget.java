package ai.genops.source.otlp;

import ai.genops.event.EventJson;
import ai.genops.event.JsonBuffer;
import ai.genops.pipeline.UndecodableException;
import ai.genops.source.wire.MalformedException;
import java.nio.ByteBuffer;
import java.util.Map;

/// Takes any bytes, the first of which chooses the signal, as a request in protobuf: it is accepted if the generated
/// classes accept it, and then becomes as many events as were counted.
final class ProtobufTarget {
    private ProtobufTarget() {}

    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length == 0) {
            return;
        }
        judge(FuzzInput.signal(input[0]), FuzzInput.request(input));
    }

    static void judge(Signal signal, byte[] bytes) {
        int events;
        try {
            events = new OtlpValidator().validate(signal, bytes, 0, bytes.length);
        } catch (MalformedException e) {
            String why = String.valueOf(e.getMessage());
            // See OtlpValidatorTest: here protobuf-java is the one that is wrong.
            if (!why.startsWith("a number of more than 10 bytes") && OtlpValidatorTest.oracleAccepts(signal, bytes)) {
                throw new AssertionError("refused what the generated classes accept: " + why, e);
            }
            return;
        }
        if (!OtlpValidatorTest.oracleAccepts(signal, bytes)) {
            throw new AssertionError("accepted what the generated classes refuse");
        }
        decode(signal, bytes, events);
    }

    private static void decode(Signal signal, byte[] bytes, int events) {
        ByteBuffer head = Envelope.of(signal, "fuzz", Map.of());
        ByteBuffer record = ByteBuffer.allocate(head.remaining() + bytes.length)
                .put(head)
                .put(bytes)
                .flip();
        var json = new JsonBuffer(256);
        try {
            int decoded = new OtlpDecoder().decode(1, 1_763_600_000_000L, record, event -> {
                json.clear();
                EventJson.write(event, json);
            });
            if (decoded != events) {
                throw new AssertionError("%d events were counted, %d decoded".formatted(events, decoded));
            }
        } catch (UndecodableException e) {
            throw new AssertionError("accepted, but cannot be decoded", e);
        }
    }
}
