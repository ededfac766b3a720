package ai.genops.source.otlp;

import ai.genops.event.AttributeName;
import ai.genops.event.Event;
import ai.genops.event.Key;
import ai.genops.pipeline.Decoder;
import ai.genops.pipeline.UndecodableException;
import ai.genops.source.wire.MalformedException;
import ai.genops.source.wire.WireReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Walks a record of OTLP, or of HEC in OTLP's shape, once and shows its spans, log records and data points as
/// events. Text stays in the record, attribute names are interned, and a span costs no object but for lists
/// that it really has.
///
/// All three signals have the same shape: a request of resources, a resource of scopes, a scope of items.
public final class OtlpDecoder implements Decoder {
    private static final int GROUP = 1 << 3 | WireReader.BYTES;
    private static final int SHARED = 1 << 3 | WireReader.BYTES;
    private static final int SCHEMA_URL = 3 << 3 | WireReader.BYTES;
    private static final int INNER = 2 << 3 | WireReader.BYTES;
    private static final int ATTRIBUTE = 1 << 3 | WireReader.BYTES;

    private static final List<Key> ENVIRONMENT =
            AttributeName.of("genops.environment").keys();

    /// A header of the request, its value being a text in the record.
    private record Header(Key key, int offset, int length) {}

    /// The attribute that the header of the tenant becomes. What a client says of it in its telemetry does not count.
    static final Key TENANT = Key.of("genops.tenant");

    private final LogRecord record = new LogRecord();
    private final WireReader in = record.in;
    private final SpanReader spans = new SpanReader(record);
    private final LogReader logs = new LogReader(record);
    private final HecReader collected = new HecReader(record);
    private final MetricReader metrics = new MetricReader(record);
    private final Text header = new Text();
    private final List<Header> headers = new ArrayList<>();
    private String inputId = "";

    @Override
    public int decode(long offset, long appendMillis, ByteBuffer payload, Consumer<Event> each)
            throws UndecodableException {
        in.over(payload.array(), payload.arrayOffset() + payload.position(), payload.remaining());
        try {
            Envelope.Head head = Envelope.head(in);
            readInputId();
            readHeaders();
            record.start(offset, appendMillis, inputId, each);
            request(
                    switch (head.signal()) {
                        case TRACES -> spans;
                        case LOGS -> head.hec() ? collected : logs;
                        case METRICS -> metrics;
                    });
            return record.events();
        } catch (MalformedException e) {
            throw new UndecodableException(String.valueOf(e.getMessage()));
        }
    }

    /// The same id comes again and again: it is made into a String once.
    private void readInputId() throws MalformedException {
        int length = in.length();
        int from = in.position();
        in.position(from + length);
        Key last = Key.of(inputId);
        if (!last.isWritten(in.bytes(), from, length)) {
            inputId = new String(in.bytes(), from, length, StandardCharsets.UTF_8);
        }
    }

    private void readHeaders() throws MalformedException {
        headers.clear();
        record.tenant.clear();
        for (long left = in.varint(); left > 0; left--) {
            String name = record.attributes.text();
            Key key = keyOf(name);
            Text value = key == TENANT ? record.tenant : header;
            value.read(in);
            headers.add(new Header(key, value.offset(), value.length()));
        }
    }

    /// OpenTelemetry's name for a request's header (semantic conventions, "http.request.header"), but for those that
    /// GenOps clients say their environment and their tenant with.
    private static Key keyOf(String header) {
        return switch (header) {
            case "x-environment" -> ENVIRONMENT.getFirst();
            case "x-scope-orgid" -> TENANT;
            default -> Key.of("http.request.header." + header);
        };
    }

    private void request(ItemReader items) throws MalformedException {
        while (in.more()) {
            int tag = in.tag();
            if (tag == GROUP) {
                int outer = in.enter();
                resources(items);
                in.leave(outer);
            } else {
                in.skip(tag);
            }
        }
    }

    /// A resource holds for all its scopes wherever it stands among them, so it is looked for first.
    private void resources(ItemReader items) throws MalformedException {
        record.resource.begin(in.bytes());
        record.resourceSchemaUrl.clear();
        record.attributes.begin();
        int start = in.position();
        while (in.more()) {
            int tag = in.tag();
            switch (tag) {
                case SHARED -> resource();
                case SCHEMA_URL -> record.resourceSchemaUrl.read(in);
                default -> in.skip(tag);
            }
        }
        addHeaders();
        in.position(start);
        while (in.more()) {
            int tag = in.tag();
            if (tag == INNER) {
                int outer = in.enter();
                scopes(items);
                in.leave(outer);
            } else {
                in.skip(tag);
            }
        }
    }

    private void resource() throws MalformedException {
        int outer = in.enter();
        while (in.more()) {
            int tag = in.tag();
            if (tag == ATTRIBUTE) {
                record.attributes.read(record.resource);
            } else {
                in.skip(tag);
            }
        }
        in.leave(outer);
    }

    /// What the client says of a resource itself comes before what its request says, but for the tenant, which whoever
    /// stands before us may have put there.
    private void addHeaders() {
        for (Header header : headers) {
            boolean known = header.key() == ENVIRONMENT.getFirst()
                    ? ENVIRONMENT.stream().anyMatch(key -> record.resource.find(key) >= 0)
                    : header.key() != TENANT && record.resource.find(header.key()) >= 0;
            if (!known) {
                record.resource.addText(header.key(), header.offset(), header.length());
            }
        }
    }

    private void scopes(ItemReader items) throws MalformedException {
        record.noScope();
        int start = in.position();
        while (in.more()) {
            int tag = in.tag();
            switch (tag) {
                case SHARED -> record.scope();
                case SCHEMA_URL -> record.scopeSchemaUrl.read(in);
                default -> in.skip(tag);
            }
        }
        in.position(start);
        while (in.more()) {
            int tag = in.tag();
            if (tag == INNER) {
                items.read();
            } else {
                in.skip(tag);
            }
        }
    }
}
