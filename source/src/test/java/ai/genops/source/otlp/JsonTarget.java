package ai.genops.source.otlp;

import ai.genops.source.wire.MalformedException;

/// Takes any bytes, the first of which chooses the signal, as a request in JSON: it is refused, or becomes
/// protobuf that is accepted by the generated classes and gives events.
final class JsonTarget {
    private JsonTarget() {}

    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length == 0) {
            return;
        }
        Signal signal = FuzzInput.signal(input[0]);
        byte[] json = FuzzInput.request(input);
        var transcoder = new JsonTranscoder(1 << 20);
        int events;
        try {
            events = transcoder.transcode(signal, json, 0, json.length);
        } catch (MalformedException _) {
            return;
        }
        byte[] protobuf = transcoder.output().toBytes();
        try {
            int counted = new OtlpValidator().validate(signal, protobuf, 0, protobuf.length);
            if (counted != events) {
                throw new AssertionError("%d events in JSON, %d in protobuf".formatted(events, counted));
            }
        } catch (MalformedException e) {
            throw new AssertionError("JSON became protobuf that is refused", e);
        }
        ProtobufTarget.judge(signal, protobuf);
    }
}
