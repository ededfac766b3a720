package ai.genops.destination.otlp;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// `google.rpc.Status`: the body of an error over HTTP, and the details of one over gRPC.
///
/// @param retryDelay of its `google.rpc.RetryInfo`; null: it has none
record RpcStatus(String message, @Nullable Duration retryDelay) {
    private static final RpcStatus NOTHING = new RpcStatus("", null);

    /// Of bytes that are no status, one that says nothing.
    static RpcStatus parse(ByteBuffer bytes) {
        try {
            String message = "";
            Duration delay = null;
            var fields = new ProtoFields(bytes);
            while (fields.next()) {
                if (fields.field() == 2) {
                    message = fields.text();
                } else if (fields.field() == 3) {
                    Duration found = retryInfo(fields.bytes());
                    delay = found == null ? delay : found;
                }
            }
            return new RpcStatus(message, delay);
        } catch (ProtoFields.MalformedException e) {
            return NOTHING;
        }
    }

    /// What a `google.protobuf.Any` holds, if it is a RetryInfo.
    private static @Nullable Duration retryInfo(ByteBuffer any) {
        String type = "";
        Duration delay = Duration.ZERO;
        var fields = new ProtoFields(any);
        while (fields.next()) {
            if (fields.field() == 1) {
                type = fields.text();
            } else if (fields.field() == 2 && type.endsWith("/google.rpc.RetryInfo")) {
                var info = new ProtoFields(fields.bytes());
                while (info.next()) {
                    delay = info.field() == 1 ? duration(info.bytes()) : delay;
                }
            }
        }
        return type.endsWith("/google.rpc.RetryInfo") ? delay : null;
    }

    private static Duration duration(ByteBuffer bytes) {
        long seconds = 0;
        long nanos = 0;
        var fields = new ProtoFields(bytes);
        while (fields.next()) {
            seconds = fields.field() == 1 ? fields.number() : seconds;
            nanos = fields.field() == 2 ? fields.number() : nanos;
        }
        return Duration.ofSeconds(Math.clamp(seconds, 0, 86_400), Math.clamp(nanos, 0, 999_999_999));
    }
}
