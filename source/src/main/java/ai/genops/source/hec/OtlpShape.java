package ai.genops.source.hec;

import ai.genops.source.otlp.OtlpValidator;
import ai.genops.source.otlp.Signal;
import ai.genops.source.wire.MalformedException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Recognises OTLP that is sent to a collector: protobuf by its content type, JSON by its first name. Clients are
/// pointed at `/services/collector/raw` by instructions that a real Splunk would index as garbled binary.
final class OtlpShape {
    private static final Map<String, Signal> FIRST_NAMES =
            Map.of("resourceSpans", Signal.TRACES, "resourceLogs", Signal.LOGS, "resourceMetrics", Signal.METRICS);

    /// What is in front of the first name's closing quote.
    private static final int LOOKED_AT = 256;

    private OtlpShape() {}

    static boolean isProtobuf(@Nullable String contentType) {
        String type =
                contentType == null ? "" : contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return type.equals("application/x-protobuf") || type.equals("application/protobuf");
    }

    /// The signal whose request it is; traces if it is none's, so that the client is told what is wrong.
    static Signal ofProtobuf(byte[] body, int offset, int length) {
        for (Signal signal : Signal.values()) {
            try {
                new OtlpValidator().validate(signal, body, offset, length);
                return signal;
            } catch (MalformedException e) {
                // Another one's, or nobody's.
            }
        }
        return Signal.TRACES;
    }

    /// The signal whose request in JSON it is; null if it is none.
    static @Nullable Signal ofJson(byte[] body, int offset, int length) {
        String start = new String(body, offset, Math.min(length, LOOKED_AT), StandardCharsets.US_ASCII).stripLeading();
        if (!start.startsWith("{")) {
            return null;
        }
        String name = start.substring(1).stripLeading();
        int end = name.indexOf('"', 1);
        return name.startsWith("\"") && end > 0 ? FIRST_NAMES.get(name.substring(1, end)) : null;
    }
}
