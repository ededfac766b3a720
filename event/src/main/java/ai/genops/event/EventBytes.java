package ai.genops.event;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// An event as bytes, as a pipeline has made it so far: for a step that keeps events back and lets them go on
/// later. What was received and only passes through is copied as bytes, both ways.
///
/// Numbers are big-endian; a text is its length in 4 bytes and its UTF-8. Whoever stores the bytes says in which
/// version of this form they are.
///
/// ```
///   kind, input, name · time, duration · trace id, span id, parent · status · offset, ordinal, append time
///   own · attributes · resource      each: count, then name, type and value
///   events                           each: name, time, attributes
///   fields                           those that are set: name, value
///   sample rate, sampled, random numbers given, decisions
/// ```
public final class EventBytes {
    /// The form that [#of] writes and [#read] reads.
    public static final byte VERSION = 1;

    private EventBytes() {}

    public static byte[] of(Event event) {
        var bytes = new ByteArrayOutputStream(1024);
        try {
            write(event, new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
        return bytes.toByteArray();
    }

    private static void write(Event event, DataOutputStream out) throws IOException {
        ValueBytes.text(event.kind().name(), out);
        ValueBytes.text(event.inputId(), out);
        ValueBytes.text(event.name(), out);
        out.writeLong(event.timeNanos());
        out.writeLong(event.durationNanos());
        out.writeLong(event.traceIdHigh());
        out.writeLong(event.traceIdLow());
        out.writeLong(event.spanId());
        out.writeLong(event.parentSpanId());
        ValueBytes.text(event.status(), out);
        out.writeLong(event.offset());
        out.writeInt(event.ordinal());
        out.writeLong(event.appendMillis());
        event.own().write(out);
        event.attributes().write(out);
        event.resource().write(out);
        events(event.events(), out);
        fields(event, out);
        out.writeDouble(event.sampleRate());
        out.writeBoolean(event.sampled());
        out.writeInt(event.randoms());
        ValueBytes.bytes(event.decisions().toBytes(), out);
    }

    private static void events(List<SpanEvent> events, DataOutputStream out) throws IOException {
        out.writeInt(events.size());
        for (SpanEvent event : events) {
            ValueBytes.text(event.name(), out);
            out.writeLong(event.timeNanos());
            ValueBytes.write(event.attributes(), out);
        }
    }

    private static void fields(Event event, DataOutputStream out) throws IOException {
        List<String> names = event.fields().names();
        int set = 0;
        for (int slot = 0; slot < names.size(); slot++) {
            set += event.field(slot) == null ? 0 : 1;
        }
        out.writeInt(set);
        for (int slot = 0; slot < names.size(); slot++) {
            Object value = event.field(slot);
            if (value != null) {
                ValueBytes.text(names.get(slot), out);
                ValueBytes.write(value, out);
            }
        }
    }

    /// Makes `event` what was written, in a pipeline that sets `fields`; a field that it does not know any more is
    /// left out. The event refers to `bytes` from then on, and changes its resource: it must be one that is used
    /// for nothing else.
    ///
    /// What was part of a split event has the ids of the part and cannot be split again.
    public static void read(byte[] bytes, Event event, String pipeline, Fields fields) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        Kind kind = Kind.valueOf(ValueBytes.text(in));
        String input = ValueBytes.text(in);
        int nameLength = in.getInt();
        int name = in.position();
        in.position(name + nameLength);
        long time = in.getLong();
        long duration = in.getLong();
        long traceHigh = in.getLong();
        long traceLow = in.getLong();
        long span = in.getLong();
        long parent = in.getLong();
        String status = ValueBytes.text(in);
        event.receive(kind, input, bytes, in.getLong(), in.getInt(), in.getLong());
        event.name(name, nameLength);
        event.time(time, duration);
        event.ids(traceHigh, traceLow, span, parent);
        event.status(status);
        event.own().read(in);
        event.attributes().read(in);
        event.resource().begin(bytes);
        event.resource().read(in);
        event.events(events(in));
        event.enter(pipeline, fields);
        for (int left = in.getInt(); left > 0; left--) {
            int slot = fields.find(ValueBytes.text(in));
            Object value = ValueBytes.read(in);
            if (slot >= 0) {
                event.field(slot, value);
            }
        }
        event.sample(in.getDouble(), in.get() != 0);
        event.rewind(in.getInt());
        event.decisions().read(ValueBytes.bytes(in));
    }

    @SuppressWarnings("unchecked") // as it was written
    private static List<SpanEvent> events(ByteBuffer in) {
        int size = in.getInt();
        List<SpanEvent> events = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            String name = ValueBytes.text(in);
            long time = in.getLong();
            events.add(new SpanEvent(name, time, (Map<String, Object>) Objects.requireNonNull(ValueBytes.read(in))));
        }
        return events.isEmpty() ? List.of() : events;
    }
}
