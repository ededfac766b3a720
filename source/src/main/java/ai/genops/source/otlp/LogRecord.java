package ai.genops.source.otlp;

import ai.genops.event.Attributes;
import ai.genops.event.Event;
import ai.genops.event.Key;
import ai.genops.event.Kind;
import ai.genops.event.Own;
import ai.genops.source.wire.MalformedException;
import ai.genops.source.wire.WireReader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/// The record being decoded, with what its events share: the reader, the one Event object, the current resource and
/// scope. One per decoder, reused.
final class LogRecord {
    private static final Key FLAGS = Own.FLAGS.key();
    private static final Key DROPPED_ATTRIBUTES = Own.DROPPED_ATTRIBUTES.key();
    private static final Key SCOPE_NAME = Own.SCOPE_NAME.key();
    private static final Key SCOPE_VERSION = Own.SCOPE_VERSION.key();
    private static final Key SCOPE_ATTRIBUTES = Own.SCOPE_ATTRIBUTES.key();
    private static final Key SCOPE_SCHEMA_URL = Own.SCOPE_SCHEMA_URL.key();
    private static final Key RESOURCE_SCHEMA_URL = Own.RESOURCE_SCHEMA_URL.key();

    final WireReader in = new WireReader();
    final AttributeReader attributes = new AttributeReader(in);
    final Event event = new Event();
    final Attributes resource = new Attributes();
    final Text resourceSchemaUrl = new Text();
    final Text scopeSchemaUrl = new Text();

    /// The tenant that the request was sent for.
    final Text tenant = new Text();

    /// The event's trace id, 0 if it has none.
    long traceHigh;

    long traceLow;

    private Consumer<Event> each = _ -> {};
    private String inputId = "";
    private long offset;
    private long appendMillis;
    private int ordinal;
    private final Text scopeName = new Text();
    private final Text scopeVersion = new Text();
    private Map<String, Object> scopeAttributes = Map.of();

    void start(long offset, long appendMillis, String inputId, Consumer<Event> each) {
        this.offset = offset;
        this.appendMillis = appendMillis;
        this.inputId = inputId;
        this.each = each;
        ordinal = 0;
    }

    int events() {
        return ordinal;
    }

    void noScope() {
        scopeName.clear();
        scopeVersion.clear();
        scopeSchemaUrl.clear();
        scopeAttributes = Map.of();
    }

    /// Reads an `InstrumentationScope`, length first.
    void scope() throws MalformedException {
        int outer = in.enter();
        while (in.more()) {
            int tag = in.tag();
            switch (tag) {
                case 1 << 3 | WireReader.BYTES -> scopeName.read(in);
                case 2 << 3 | WireReader.BYTES -> scopeVersion.read(in);
                case 3 << 3 | WireReader.BYTES -> scopeAttribute();
                default -> in.skip(tag);
            }
        }
        in.leave(outer);
    }

    private void scopeAttribute() throws MalformedException {
        if (scopeAttributes.isEmpty()) {
            scopeAttributes = new LinkedHashMap<>();
        }
        attributes.read(scopeAttributes);
    }

    /// Makes the event the record's next one.
    void begin(Kind kind) {
        event.receive(kind, inputId, in.bytes(), offset, ordinal, appendMillis);
        event.resource(resource);
        attributes.begin();
        traceHigh = traceLow = 0;
        Attributes own = event.own();
        scopeName.addTo(own, SCOPE_NAME);
        scopeVersion.addTo(own, SCOPE_VERSION);
        if (!scopeAttributes.isEmpty()) {
            own.add(SCOPE_ATTRIBUTES, scopeAttributes);
        }
        scopeSchemaUrl.addTo(own, SCOPE_SCHEMA_URL);
        resourceSchemaUrl.addTo(own, RESOURCE_SCHEMA_URL);
    }

    /// The event is complete. Its own word on the tenant would come before the resource's, so it is put right.
    void end() {
        if (event.attributes().find(OtlpDecoder.TENANT) >= 0) {
            tenant.addTo(event.attributes(), OtlpDecoder.TENANT);
        }
        ordinal++;
        each.accept(event);
    }

    long appendNanos() {
        return appendMillis * 1_000_000;
    }

    /// An id for an event that came without: the same for the same place in the log, and never 0.
    long derivedId(int salt) {
        long id = mix(mix(mix(offset) + ordinal) + mix(appendMillis) + salt);
        return id == 0 ? 1 : id;
    }

    /// Reads a length and a text, as the value of `key` unless it is empty.
    void text(Key key) throws MalformedException {
        int length = in.length();
        if (length > 0) {
            event.own().addText(key, in.position(), length);
        }
        in.position(in.position() + length);
    }

    /// Reads the flags, of which 0 are as good as none.
    void flags() throws MalformedException {
        long flags = Integer.toUnsignedLong(in.fixed32());
        if (flags != 0) {
            event.own().addLong(FLAGS, flags);
        }
    }

    /// Reads how many attributes the client left out.
    void droppedAttributes() throws MalformedException {
        count(DROPPED_ATTRIBUTES);
    }

    /// Reads a count, as the value of `key` unless it is 0.
    void count(Key key) throws MalformedException {
        long count = in.varint() & 0xffff_ffffL; // uint32
        if (count != 0) {
            event.own().addLong(key, count);
        }
    }

    /// Reads a length and a text, the event's name.
    void name() throws MalformedException {
        int length = in.length();
        event.name(in.position(), length);
        in.position(in.position() + length);
    }

    /// Reads a length and as many bytes of an id; 0 where there is none.
    long id() throws MalformedException {
        int length = in.length();
        if (length == 8) {
            return Long.reverseBytes(in.fixed64());
        }
        in.position(in.position() + length);
        return 0;
    }

    /// Reads a length and as many bytes of a trace id.
    void traceId() throws MalformedException {
        int length = in.length();
        if (length == 16) {
            traceHigh = Long.reverseBytes(in.fixed64());
            traceLow = Long.reverseBytes(in.fixed64());
        } else {
            in.position(in.position() + length);
        }
    }

    /// The finaliser of splitmix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014).
    private static long mix(long z) {
        z += 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
