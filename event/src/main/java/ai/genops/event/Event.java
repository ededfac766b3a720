package ai.genops.event;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One span, log record or metric point on its way through the server, in two parts.
///
/// The first is what was received: a decoder fills it with [#receive] and the setters, and nobody changes it after.
/// The second is what one pipeline makes of it: [#enter] clears it, the pipeline's processors fill it.
/// Nothing of an event is copied or decoded before it is asked for, and one Event object serves all events of a
/// reader, one after the other: whoever wants to keep something copies it. One thread at a time.
public final class Event {
    /// Into how many events one can be split.
    public static final int MAX_PARTS = 2046;

    private static final int PART_SHIFT = 20;
    /// What is made at a record, not of one of its events, stands where the parts end.
    private static final int MADE = (MAX_PARTS + 1) << PART_SHIFT;
    private static final Fields NO_FIELDS = new Fields();
    private static final byte[] NOTHING = {};
    /// The length of a name that does not stand in the buffer.
    private static final int NAMED = -1;

    // As received.
    private Kind kind = Kind.SPAN;
    private String inputId = "";
    private byte[] buffer = NOTHING;
    private int nameOffset;
    private int nameLength;
    private @Nullable String name;
    private long timeNanos;
    private long durationNanos;
    private long traceIdHigh;
    private long traceIdLow;
    private long spanId;
    private long parentSpanId;
    private String status = "";
    private final Attributes own = new Attributes();
    private final Attributes attributes = new Attributes();
    private Attributes resource = new Attributes();
    private List<SpanEvent> events = List.of();

    // Where it stands in the log.
    private long offset;
    private int ordinal;
    private long appendMillis;
    /// The record at which a step let it go on after keeping it back; -1: none has.
    private long returned;

    // As the current pipeline sees it.
    private Fields fields = NO_FIELDS;
    private String pipeline = "";
    private final FieldValues values = new FieldValues();
    private final View view = new View();
    /// How many events this one was split into so far.
    private int parts;

    private final Decisions decisions = new Decisions();

    /// Starts a new event, the `ordinal`-th of the log record at `offset`. Texts stand in `buffer`.
    public void receive(Kind kind, String inputId, byte[] buffer, long offset, int ordinal, long appendMillis) {
        this.kind = kind;
        this.inputId = inputId;
        this.buffer = buffer;
        this.offset = offset;
        this.ordinal = ordinal;
        this.appendMillis = appendMillis;
        returned = -1;
        name(0, 0);
        timeNanos = appendMillis * 1_000_000;
        durationNanos = -1;
        traceIdHigh = traceIdLow = spanId = parentSpanId = 0;
        status = "";
        own.begin(buffer);
        attributes.begin(buffer);
        events = List.of();
        decisions.begin();
        enter("", NO_FIELDS);
    }

    /// What was decided of the event as received, which holds in every pipeline.
    public Decisions decisions() {
        return decisions;
    }

    /// Starts an event that was not received: the `number`-th, from 0 and below 2^20, that a pipeline makes at the log
    /// record at `offset`. It has no attributes; an Event that is used for these is used for no others.
    public void make(Kind kind, String inputId, long offset, int number, long appendMillis) {
        receive(kind, inputId, NOTHING, offset, MADE | number, appendMillis);
    }

    /// Starts the second part anew for a pipeline and the fields it sets.
    public void enter(String pipeline, Fields fields) {
        this.pipeline = pipeline;
        this.fields = fields;
        values.begin(fields.size());
        own.restore();
        attributes.restore();
        resource.restore();
        view.begin(timeNanos);
        parts = 0;
    }

    /// Takes what is shown of name, time, status, attributes, resource and span events for what was received: no
    /// pipeline sees what was there before. Of a resource that several events share this holds for all of them.
    public void settle() {
        own.settle();
        attributes.settle();
        resource.settle();
        timeNanos = view.timeNanos;
        status = status();
        view.status = null;
        if (view.name != null) {
            name = view.name;
            nameLength = NAMED;
            view.name = null;
        }
        if (view.events != null) {
            events = view.events;
            view.events = null;
        }
    }

    public Kind kind() {
        return kind;
    }

    /// Which source it came through, `genops_otlp_source` unless configured otherwise.
    public String inputId() {
        return inputId;
    }

    public void name(int offset, int length) {
        nameOffset = offset;
        nameLength = length;
        name = null;
    }

    /// The span's, log event's or metric's name; empty if it has none.
    public String name() {
        if (view.name != null) {
            return view.name;
        }
        if (name == null) {
            name = new String(buffer, nameOffset, nameLength, StandardCharsets.UTF_8);
        }
        return name;
    }

    void writeName(JsonBuffer out) {
        if (view.name != null) {
            out.text(view.name);
        } else if (name != null && nameLength == NAMED) {
            out.text(name);
        } else {
            out.text(buffer, nameOffset, nameLength);
        }
    }

    /// Shows another name in this pipeline.
    public void showName(String shown) {
        view.name = shown;
    }

    public void time(long timeNanos, long durationNanos) {
        this.timeNanos = timeNanos;
        this.durationNanos = durationNanos;
        view.timeNanos = timeNanos;
    }

    /// Shows another time in this pipeline.
    public void showTime(long nanos) {
        view.timeNanos = nanos;
    }

    /// A span's start, a record's or point's time: nanoseconds since 1970, UTC.
    public long timeNanos() {
        return view.timeNanos;
    }

    /// A span's end - start in nanoseconds; -1 for what has no duration.
    public long durationNanos() {
        return durationNanos;
    }

    public void ids(long traceIdHigh, long traceIdLow, long spanId, long parentSpanId) {
        this.traceIdHigh = traceIdHigh;
        this.traceIdLow = traceIdLow;
        this.spanId = spanId;
        this.parentSpanId = parentSpanId;
    }

    public long traceIdHigh() {
        return traceIdHigh;
    }

    public long traceIdLow() {
        return traceIdLow;
    }

    /// 0: none. A part of a split event has an id of its own, which follows from the event's.
    public long spanId() {
        return view.part == 0 || spanId == 0 ? spanId : mix(spanId + view.part) | 1;
    }

    /// 0: none. A part's parent is the event it is a part of.
    public long parentSpanId() {
        return view.part == 0 || spanId == 0 ? parentSpanId : spanId;
    }

    public void status(String status) {
        this.status = status;
    }

    /// `ok`, `error`, or empty for unset; in a pipeline that sets another, that one.
    public String status() {
        if (view.status == null) {
            return status;
        }
        return view.status instanceof Double number ? Numbers.text(number) : view.status.toString();
    }

    /// Shows another status in this pipeline: a text, number or boolean.
    public void showStatus(Object shown) {
        view.status = shown;
    }

    void writeStatus(JsonBuffer out) {
        if (view.status != null) {
            out.value(view.status);
        } else {
            out.raw('"').ascii(status).raw('"');
        }
    }

    /// What this kind of event has beyond the common: a log record's `body` and `severity_text`, a metric's
    /// `value` and `unit`, a span's `span_kind` and `status_message`.
    public Attributes own() {
        return own;
    }

    public Attributes attributes() {
        return attributes;
    }

    /// Shared by all events of one resource.
    public Attributes resource() {
        return resource;
    }

    public void resource(Attributes resource) {
        this.resource = resource;
    }

    /// A span's events, in their order.
    public List<SpanEvent> events() {
        return view.events == null ? events : view.events;
    }

    /// Shows other span events in this pipeline.
    public void showEvents(List<SpanEvent> shown) {
        view.events = shown;
    }

    public void events(List<SpanEvent> events) {
        this.events = events;
    }

    public @Nullable Object attribute(AttributeName name) {
        return name.read(attributes, resource);
    }

    /// The position of an attribute among the event's own; -1 if it is on the resource or nowhere.
    public int position(AttributeName name) {
        return name.position(attributes);
    }

    /// The log record it came in.
    public long offset() {
        return offset;
    }

    /// Its place in that record, from 0. Parts of a split event have places of their own, from 2^20, and what was made
    /// at the record from 2047 · 2^20.
    public int ordinal() {
        return view.part == 0 ? ordinal : ordinal | view.part << PART_SHIFT;
    }

    /// Whether it can become so many events more: all ids follow from the place in the log, which has room for
    /// [#MAX_PARTS].
    public boolean canSplit(int more) {
        return more <= MAX_PARTS - parts && ordinal < 1 << PART_SHIFT;
    }

    /// Whether a pipeline made it, of one that was received or of several.
    public boolean isMade() {
        return ordinal() >= 1 << PART_SHIFT;
    }

    /// A step that kept it back lets it go on, at this record of the log. It keeps the ids of its own place.
    public void returns(long record) {
        returned = record;
    }

    /// Whether a step kept it back for a while.
    public boolean isReturned() {
        return returned >= 0;
    }

    /// The record of the log with which destinations get it, and behind which they have it: [#offset], unless a
    /// step kept it back. So these, and not offsets, never decrease from one event to the next.
    public long deliveredAt() {
        return returned >= 0 ? returned : offset;
    }

    /// From here on it is the next of the events it is split into, with ids of its own.
    public void nextPart() {
        view.part = ++parts;
    }

    /// What the pipeline has made of it so far, to [#show] it again. Costs copies of everything.
    public Shown shown() {
        return new Shown(
                values.copy(fields.size(), attributes), own.save(), attributes.save(), resource.save(), view.copy());
    }

    public void show(Shown shown) {
        values.show(shown.values);
        own.show(shown.own);
        attributes.show(shown.attributes);
        resource.show(shown.resource);
        view.set(shown.view);
    }

    /// When the log took the record: the clock of everything a pipeline computes, so that a replay gives the same.
    public long appendMillis() {
        return appendMillis;
    }

    /// Id of the pipeline it is in; empty: none, the event as received.
    public String pipeline() {
        return pipeline;
    }

    public Fields fields() {
        return fields;
    }

    public @Nullable Object field(int slot) {
        return values.get(slot, attributes);
    }

    public void field(int slot, @Nullable Object value) {
        values.set(slot, value);
    }

    /// Sets a field to a number, for which no object is made.
    public void number(int slot, double number) {
        values.set(slot, number);
    }

    /// Whether a field is a number for which there is no object yet.
    public boolean isNumber(int slot) {
        return values.isNumber(slot);
    }

    /// The field that [#isNumber].
    public double number(int slot) {
        return values.number(slot);
    }

    /// Says where the text of a field stands, if it is one for which there is no String yet.
    public boolean isText(int slot, Utf8 text) {
        return values.isText(slot, attributes, text);
    }

    /// Sets a field to an attribute's value as it was received, which makes no object; says whether it did. It does not
    /// if the attribute is none of `which`, or is on the resource.
    public boolean passOn(AttributeName name, int slot, Scalars which) {
        int place = name.position(attributes);
        return place >= 0 && values.passOn(slot, attributes, place, which);
    }

    /// @param again whether the attributes were just written to `out`
    void writeFields(JsonBuffer out, boolean again) {
        values.write(fields.members(), attributes, out, again);
    }

    /// Marks what sampling decided: of events like this one a share of `rate` (0 to 1) is kept.
    public void sample(double rate, boolean kept) {
        view.sampleRate = rate;
        view.sampled = kept;
    }

    public double sampleRate() {
        return view.sampleRate;
    }

    /// Whether it goes to destinations that take a sample.
    public boolean sampled() {
        return view.sampled;
    }

    /// The next of this event's own random numbers, in [0, 1). They follow from its place in the log, so the same
    /// record gives the same numbers in every destination and at every replay.
    public double nextRandom() {
        long mixed = mix(mix(offset * 0x9E3779B97F4A7C15L + ordinal()) + ++view.randoms);
        return (mixed >>> 11) * 0x1.0p-53;
    }

    /// How many random numbers it has given in this pipeline.
    public int randoms() {
        return view.randoms;
    }

    /// Gives the random numbers after the first `given` again: who only looks on must not change what follows.
    public void rewind(int given) {
        view.randoms = given;
    }

    /// What sampling decides by, in [0, 1): all events of a trace have the same, events without a trace each theirs.
    public double sampleKey() {
        long hash = (traceIdHigh | traceIdLow) == 0 ? mix(offset) + ordinal() : mix(traceIdHigh) ^ traceIdLow;
        return (mix(hash) >>> 11) * 0x1.0p-53;
    }

    /// The finaliser of splitmix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014).
    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
