package ai.genops.source.otlp;

import ai.genops.source.wire.MalformedException;
import ai.genops.source.wire.WireReader;
import ai.genops.source.wire.WireWriter;
import java.nio.ByteBuffer;
import java.util.Map;

/// What stands before a request's body in its log record:
/// ```
/// format (1 byte) | signal (1 byte) | input id | number of headers | name, value of each | body: the OTLP message
/// ```
/// Texts are UTF-8 after their length; lengths and the number are varints.
public final class Envelope {
    /// Of OTLP requests in protobuf. Records of other kinds start with another byte.
    static final int OTLP = 1;

    /// Of events that Splunk's HTTP Event Collector takes, in the shape of a request of OTLP's log records. A record's
    /// body is the event's text as received; `host`, `source`, `splunk.sourcetype` and `splunk.index` of a
    /// resource are what its events are filed under.
    static final int HEC = 2;

    private static final Signal[] SIGNALS = Signal.values();

    private Envelope() {}

    /// The bytes that go before the body.
    ///
    /// @param headers names and values that the request brought along and that events are to show
    public static ByteBuffer of(Signal signal, String inputId, Map<String, String> headers) {
        return of(OTLP, signal, inputId, headers);
    }

    /// The same, of events of HEC.
    public static ByteBuffer ofHec(String inputId, Map<String, String> headers) {
        return of(HEC, Signal.LOGS, inputId, headers);
    }

    private static ByteBuffer of(int format, Signal signal, String inputId, Map<String, String> headers) {
        WireWriter out = new WireWriter(64);
        out.raw(format).raw(signal.code()).text(inputId).varint(headers.size());
        headers.forEach((name, value) -> out.text(name).text(value));
        return ByteBuffer.wrap(out.array(), 0, out.size());
    }

    /// What a record is.
    record Head(boolean hec, Signal signal) {}

    /// Reads the first two fields; the reader then stands before the input id.
    static Head head(WireReader in) throws MalformedException {
        long format = in.varint();
        long code = in.varint();
        for (Signal signal : SIGNALS) {
            if (format == OTLP && code == signal.code()) {
                return new Head(false, signal);
            }
        }
        if (format == HEC && code == Signal.LOGS.code()) {
            return new Head(true, Signal.LOGS);
        }
        throw new MalformedException("not a record of a source: format %d, signal %d".formatted(format, code));
    }
}
