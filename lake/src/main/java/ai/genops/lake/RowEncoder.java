package ai.genops.lake;

import ai.genops.event.Attributes;
import ai.genops.event.Event;
import ai.genops.event.EventJson;
import ai.genops.event.Fields;
import ai.genops.event.JsonBuffer;
import ai.genops.event.Key;
import ai.genops.event.Kind;
import ai.genops.event.Origin;
import ai.genops.lake.Rows.Text;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/// Makes a row of an event. `fields` is flat: the resource's attributes, the event's own, what its kind has beyond
/// the common (`body`, `severity_text`, `value`), what the pipeline set; of two with one name the later. Names and
/// values are written as they are, NaN and infinities as null. Text that is not UTF-8 is repaired with U+FFFD.
///
/// `host`, `source`, `sourcetype` are what Splunk would have them be: [Origin#host] of the resource; its
/// `service.name`, else the input; its `splunk.sourcetype`, else `genops:telemetry`. One thread at a time.
final class RowEncoder {
    /// A row's `fields` or `events` longer than this are refused: a request may be 10 MB, so nothing real is.
    static final int MAX_JSON_BYTES = 64 << 20;

    private static final byte[] DEFAULT_SOURCETYPE = ascii("genops:telemetry");
    private static final Key SERVICE_NAME = Key.of("service.name");
    private static final Key SOURCETYPE = Key.of("splunk.sourcetype");
    private static final byte[] SPAN = ascii(Kind.SPAN.label());
    private static final byte[] LOG = ascii(Kind.LOG.label());
    private static final byte[] METRIC = ascii(Kind.METRIC.label());

    private final IdentityHashMap<Fields, Key[]> fieldKeys = new IdentityHashMap<>();
    private final JsonBuffer json = new JsonBuffer(4096);
    private final TextCache names = new TextCache();
    private final TextCache statuses = new TextCache();
    private final TextCache hosts = new TextCache();
    private final TextCache sources = new TextCache();
    private final TextCache sourcetypes = new TextCache();
    private final TextCache pipelines = new TextCache();

    /// Appends the event's row; false if it is longer than a row may be, nothing being appended then.
    boolean encode(Event event, FieldNames fieldNames, Rows rows) {
        byte[] fields = fields(event, fieldNames);
        byte[] events = events(event);
        if (fields == null || (events == null && !event.events().isEmpty())) {
            return false;
        }
        rows.add(
                Math.floorDiv(event.timeNanos(), 1000L),
                event.appendMillis() * 1000,
                event.durationNanos(),
                event.sampleRate(),
                event.offset(),
                event.ordinal());
        rows.text(Text.FIELDS, fields);
        rows.text(Text.EVENTS, events);
        texts(event, rows);
        return true;
    }

    private void texts(Event event, Rows rows) {
        Attributes resource = event.resource();
        rows.text(Text.KIND, kind(event.kind()));
        rows.text(Text.NAME, names.utf8(event.name()));
        rows.text(Text.STATUS, statuses.utf8(event.status()));
        rows.text(Text.PIPELINE, pipelines.utf8(event.pipeline()));
        rows.text(Text.HOST, hosts.utf8(text(Origin.host(resource))));
        byte[] service = sources.utf8(text(resource.get(SERVICE_NAME)));
        rows.text(Text.SOURCE, service != null ? service : sources.utf8(event.inputId()));
        byte[] sourcetype = sourcetypes.utf8(text(resource.get(SOURCETYPE)));
        rows.text(Text.SOURCETYPE, sourcetype != null ? sourcetype : DEFAULT_SOURCETYPE);
        if ((event.traceIdHigh() | event.traceIdLow()) != 0) {
            rows.text(Text.TRACE_ID, Hex.of(event.traceIdHigh(), event.traceIdLow()));
        }
        rows.text(Text.SPAN_ID, event.spanId() == 0 ? null : Hex.of(event.spanId()));
        rows.text(Text.PARENT_SPAN_ID, event.parentSpanId() == 0 ? null : Hex.of(event.parentSpanId()));
    }

    private byte @Nullable [] fields(Event event, FieldNames names) {
        json.clear();
        json.raw('{');
        if (repeatsName(event)) {
            members(event, event.resource(), names);
            members(event, event.attributes(), names);
            members(event, event.own(), names);
        } else {
            all(event.resource(), names);
            all(event.attributes(), names);
            all(event.own(), names);
        }
        pipelineFields(event, names);
        json.raw('}');
        return jsonBytes();
    }

    /// Whether two of the places that have values have one name, which is rare.
    private boolean repeatsName(Event event) {
        Attributes attributes = event.attributes();
        Attributes own = event.own();
        if (sharesName(event.resource(), attributes)
                || sharesName(own, attributes)
                || sharesName(own, event.resource())) {
            return true;
        }
        Key[] keys = keys(event.fields());
        for (int slot = 0; slot < keys.length; slot++) {
            Key key = keys[slot];
            if (event.field(slot) != null
                    && (attributes.find(key) >= 0 || event.resource().find(key) >= 0 || own.find(key) >= 0)) {
                return true;
            }
        }
        return false;
    }

    private static boolean sharesName(Attributes one, Attributes other) {
        for (int i = 0; i < one.size(); i++) {
            if (other.find(one.key(i)) >= 0) {
                return true;
            }
        }
        return false;
    }

    private void all(Attributes from, FieldNames names) {
        for (int i = 0; i < from.size(); i++) {
            names.note(from.key(i));
        }
        from.writeMembers(json, json.size() == 1);
    }

    /// Those that no later place has too.
    private void members(Event event, Attributes from, FieldNames names) {
        for (int i = 0; i < from.size(); i++) {
            Key key = from.key(i);
            boolean last = from == event.own()
                    || (event.own().find(key) < 0
                            && (from == event.attributes() || event.attributes().find(key) < 0));
            if (last && !isSet(event, key)) {
                member(names, key);
                from.writeValue(json, i);
            }
        }
    }

    private void pipelineFields(Event event, FieldNames names) {
        Key[] keys = keys(event.fields());
        for (int slot = 0; slot < keys.length; slot++) {
            Object value = event.field(slot);
            if (value != null) {
                member(names, keys[slot]);
                json.value(value);
            }
        }
    }

    private void member(FieldNames names, Key key) {
        if (json.size() > 1) {
            json.raw(',');
        }
        json.raw(names.member(key));
    }

    private static boolean isSet(Event event, Key key) {
        if (event.fields().size() == 0) {
            return false;
        }
        int slot = event.fields().find(key.name());
        return slot >= 0 && event.field(slot) != null;
    }

    private Key[] keys(Fields fields) {
        Key[] known = fieldKeys.get(fields);
        if (known == null || known.length != fields.size()) {
            known = fields.names().stream().map(Key::of).toArray(Key[]::new);
            fieldKeys.put(fields, known);
        }
        return known;
    }

    private byte @Nullable [] events(Event event) {
        if (event.events().isEmpty()) {
            return null;
        }
        json.clear();
        EventJson.spanEventList(event.events(), json);
        return jsonBytes();
    }

    /// What was written, as UTF-8 beyond doubt: the database refuses other text.
    private byte @Nullable [] jsonBytes() {
        if (json.size() > MAX_JSON_BYTES) {
            return null;
        }
        byte[] bytes = json.toBytes();
        return isAscii(json.view())
                ? bytes
                : new String(bytes, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
    }

    private static boolean isAscii(ByteBuffer text) {
        long all = 0;
        while (text.remaining() >= Long.BYTES) {
            all |= text.getLong();
        }
        while (text.hasRemaining()) {
            all |= text.get();
        }
        return (all & 0x8080808080808080L) == 0;
    }

    private static byte[] kind(Kind kind) {
        return switch (kind) {
            case SPAN -> SPAN;
            case LOG -> LOG;
            case METRIC -> METRIC;
        };
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /// The last text as UTF-8: one resource, name or pipeline follows itself many times.
    private static final class TextCache {
        private String text = "";
        private byte @Nullable [] utf8;

        /// Null for an empty text.
        byte @Nullable [] utf8(String wanted) {
            if (!text.equals(wanted)) {
                text = wanted;
                utf8 = wanted.isEmpty() ? null : wanted.getBytes(StandardCharsets.UTF_8);
            }
            return utf8;
        }
    }
}
