package ai.genops.pipeline.processor;

import ai.genops.event.Event;
import ai.genops.event.EventBytes;
import ai.genops.event.Fields;
import ai.genops.pipeline.processor.recent.Digest;
import ai.genops.pipeline.processor.recent.Traffic;
import ai.genops.pipeline.processor.tail.Decisions;
import ai.genops.pipeline.processor.tail.HeldTrace;
import ai.genops.pipeline.processor.tail.Policy;
import ai.genops.pipeline.processor.tail.Summary;
import ai.genops.pipeline.processor.tail.TraceId;
import ai.genops.pipeline.processor.tail.Traces;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Supplier;

/// Marks the events of a trace as [Sampling] does, when all of them are likely to have come: it holds them back
/// until then, and lets them go on in the order in which the traces began. Nothing is dropped.
final class TailSampling implements Memory {
    private static final int MARK = 0x5441494C; // "TAIL": another processor may have stood here
    private static final byte VERSION = 1;
    private static final int MAX_SAVED = 1 << 20;
    /// Of a limit, which has no groups.
    private static final Digest ALL = new Digest(0, 1);

    private final Settings settings;
    private final Emitter emitter;
    private final Traces traces;
    private final Decisions decisions;
    private final List<Traffic> limits;
    private long nowMillis = Long.MIN_VALUE;

    /// @param fields that the pipeline sets
    /// @param decisions makes them, knowing nothing
    /// @param early counts traces that were kept before their time
    record Settings(
            Fields fields,
            Policy policy,
            Questions questions,
            List<Traffic.Budget> limits,
            Traces.Limits traces,
            Supplier<Decisions> decisions,
            Failures early) {}

    /// What policies want to know of each event.
    record Questions(List<Condition> list, List<Value> values) implements Policy.Questions {
        @Override
        public int conditions() {
            return list.size();
        }

        @Override
        public boolean fulfils(int condition, Event event) {
            return list.get(condition).test(event);
        }

        @Override
        public int amounts() {
            return values.size();
        }

        @Override
        public BigDecimal amount(int amount, Event event) {
            BigDecimal exact = Amounts.exact(values.get(amount).of(event));
            return exact == null ? BigDecimal.ZERO : exact;
        }
    }

    TailSampling(Settings settings, Emitter emitter) {
        this.settings = settings;
        this.emitter = emitter;
        traces = new Traces(settings.traces());
        decisions = settings.decisions().get();
        limits = settings.limits().stream()
                .map(budget -> new Traffic(budget, () -> {}))
                .toList();
    }

    @Override
    public void advance(long millis) {
        nowMillis = millis;
        decisions.advance(millis);
        limits.forEach(limit -> limit.advance(millis));
        traces.advance(millis, this::decide);
    }

    @Override
    public long due() {
        return traces.due();
    }

    @Override
    public void end() {
        while (!traces.isEmpty()) {
            traces.decideOldest(this::decide);
        }
    }

    @Override
    public Verdict apply(Event event) {
        TraceId id = TraceId.of(event);
        Double decided = id.isNone() ? null : decisions.rate(id);
        if (decided != null) {
            Sampling.mark(event, decided);
        }
        if (id.isNone() || decided != null) {
            return Verdict.KEEP;
        }
        HeldTrace trace = traces.find(id);
        if (trace == null) {
            trace = traces.begin(id, new Summary(settings.questions().amounts()));
        }
        trace.summary().add(event, settings.questions());
        traces.hold(trace, EventBytes.of(event));
        while (traces.isFull()) {
            traces.decideOldest(this::keepEarly);
        }
        return Verdict.ABSORB;
    }

    private void keepEarly(HeldTrace trace) {
        settings.early()
                .failed("a trace was kept before its time: there are more than `max_traces` and `max_bytes` allow");
        letGo(trace, 1);
    }

    private void decide(HeldTrace trace) {
        letGo(
                trace,
                settings.policy()
                        .rate(
                                trace.summary(),
                                (limit, events) -> limits.get(limit).rate(ALL, events)));
    }

    /// One that fails behind here takes no other with it.
    private void letGo(HeldTrace trace, double rate) {
        decisions.add(trace.id(), rate, nowMillis);
        RuntimeException failure = null;
        for (byte[] held : trace.events()) {
            try {
                Sampling.mark(emitter.recall(held), rate);
                emitter.release();
            } catch (RuntimeException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeInt(MARK);
        out.writeByte(VERSION);
        out.writeByte(EventBytes.VERSION);
        traces.save(out);
        decisions.save(out);
        out.writeInt(limits.size());
        for (Traffic limit : limits) {
            var bytes = new ByteArrayOutputStream();
            limit.save(new DataOutputStream(bytes));
            out.writeInt(bytes.size());
            out.write(bytes.toByteArray());
        }
    }

    @Override
    public void load(DataInput in) throws IOException {
        if (in.readInt() != MARK) {
            throw new IOException("no traces were saved here");
        }
        loadAll(in);
        int saved = in.readInt();
        if (saved != limits.size()) {
            throw new IOException("%d limits were saved, there are %d".formatted(saved, limits.size()));
        }
        for (Traffic limit : limits) {
            byte[] bytes = new byte[Math.clamp(in.readInt(), 0, MAX_SAVED)];
            in.readFully(bytes);
            limit.load(new DataInputStream(new ByteArrayInputStream(bytes)));
        }
    }

    /// Traces that are held are decided by the new policies, from all that is known of their events.
    @Override
    public boolean adopt(DataInput in) throws IOException {
        if (in.readInt() != MARK) {
            return false;
        }
        loadAll(in);
        traces.summarise(this::summary);
        return true;
    }

    private void loadAll(DataInput in) throws IOException {
        byte version = in.readByte();
        byte form = in.readByte();
        if (version != VERSION || form != EventBytes.VERSION) {
            throw new IOException("unknown version of traces that are held: %d.%d".formatted(version, form));
        }
        traces.load(in);
        decisions.load(in);
    }

    private Summary summary(HeldTrace trace) {
        var summary = new Summary(settings.questions().amounts());
        var event = new Event();
        for (byte[] held : trace.events()) {
            EventBytes.read(held, event, "", settings.fields());
            summary.add(event, settings.questions());
        }
        return summary;
    }
}
