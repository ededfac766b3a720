package ai.genops.source.hec;

import static ai.genops.source.wire.WireReader.BYTES;
import static ai.genops.source.wire.WireReader.FIXED64;
import static ai.genops.source.wire.WireReader.VARINT;

import ai.genops.source.otlp.Signal;
import ai.genops.source.wire.MalformedException;
import ai.genops.source.wire.WireReader;
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

    /// How deep items are in a request.
    private static final int ITEMS = 3;

    private static final int TRACE_ID = 16;

    private OtlpShape() {}

    static boolean isProtobuf(@Nullable String contentType) {
        String type =
                contentType == null ? "" : contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return type.equals("application/x-protobuf") || type.equals("application/protobuf");
    }

    /// The signal whose request it is, by the first of its items that says; traces if none does. The three
    /// requests have one shape, their items differ in what their fields are made of.
    static Signal ofProtobuf(byte[] body, int offset, int length) {
        WireReader in = new WireReader();
        in.over(body, offset, length);
        try {
            Signal signal = within(in, 0);
            return signal == null ? Signal.TRACES : signal;
        } catch (MalformedException e) {
            return Signal.TRACES; // which is then told what is wrong
        }
    }

    /// Walks a request's resources, their scopes, and the scopes' items.
    private static @Nullable Signal within(WireReader in, int depth) throws MalformedException {
        if (depth == ITEMS) {
            return item(in);
        }
        int inner = (depth == 0 ? 1 : 2) << 3 | BYTES;
        Signal signal = null;
        while (signal == null && in.more()) {
            int tag = in.tag();
            if (tag == inner) {
                int outer = in.enter();
                signal = within(in, depth + 1);
                if (signal == null) {
                    in.leave(outer);
                }
            } else {
                in.skip(tag);
            }
        }
        return signal;
    }

    /// Only a span has a kind and times of fields 6 to 8, only a log record times of fields 1 and 11, a severity, and
    /// attributes of field 6; what else has a field 1, its name, is a metric, unless that is a trace's id.
    private static @Nullable Signal item(WireReader in) throws MalformedException {
        boolean named = false;
        while (in.more()) {
            int tag = in.tag();
            switch (tag) {
                case 6 << 3 | VARINT, 7 << 3 | FIXED64, 8 << 3 | FIXED64 -> {
                    return Signal.TRACES;
                }
                case 1 << 3 | FIXED64, 11 << 3 | FIXED64, 2 << 3 | VARINT, 6 << 3 | BYTES -> {
                    return Signal.LOGS;
                }
                case 1 << 3 | BYTES -> {
                    int length = in.length();
                    in.position(in.position() + length);
                    named = length > 0 && length != TRACE_ID;
                }
                default -> in.skip(tag);
            }
        }
        return named ? Signal.METRICS : null;
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
