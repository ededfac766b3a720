package ai.genops.source.receive;

import ai.genops.event.JsonBuffer;
import ai.genops.source.wire.WireReader;
import ai.genops.source.wire.WireWriter;
import java.time.Duration;

/// The body of an error: `google.rpc.Status` (googleapis/google/rpc/status.proto), with `google.rpc.RetryInfo` where
/// the client should send again (OTLP specification, "OTLP/gRPC throttling").
final class StatusMessage {
    private static final String RETRY_INFO = "type.googleapis.com/google.rpc.RetryInfo";

    private StatusMessage() {}

    static byte[] protobuf(RefusedException refused) {
        WireWriter out = new WireWriter(128);
        out.tag(1, WireReader.VARINT).varint(refused.reason().grpcCode());
        out.tag(2, WireReader.BYTES).text(String.valueOf(refused.getMessage()));
        if (!refused.retryAfter().isZero()) {
            out.tag(3, WireReader.BYTES);
            retryInfo(refused.retryAfter(), out);
        }
        return out.toBytes();
    }

    static byte[] json(RefusedException refused) {
        JsonBuffer out = new JsonBuffer(128);
        out.ascii("{\"code\":").number((long) refused.reason().grpcCode());
        out.ascii(",\"message\":").text(String.valueOf(refused.getMessage())).raw('}');
        return out.toBytes();
    }

    /// A `google.protobuf.Any` around a RetryInfo, length first.
    private static void retryInfo(Duration delay, WireWriter out) {
        int any = out.open(1);
        out.tag(1, WireReader.BYTES).text(RETRY_INFO).tag(2, WireReader.BYTES);
        int info = out.open(1);
        out.tag(1, WireReader.BYTES);
        int duration = out.open(1);
        out.tag(1, WireReader.VARINT).varint(delay.toSeconds());
        out.tag(2, WireReader.VARINT).varint(delay.toNanosPart());
        out.close(duration, 1).close(info, 1).close(any, 1);
    }
}
