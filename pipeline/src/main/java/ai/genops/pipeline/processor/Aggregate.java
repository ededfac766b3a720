package ai.genops.pipeline.processor;

import ai.genops.event.Event;
import ai.genops.event.Kind;
import ai.genops.pipeline.processor.aggregate.Definition;
import ai.genops.pipeline.processor.aggregate.Function;
import ai.genops.pipeline.processor.aggregate.Group;
import ai.genops.pipeline.processor.aggregate.Key;
import ai.genops.pipeline.processor.aggregate.Saved;
import ai.genops.pipeline.processor.aggregate.Window;
import ai.genops.pipeline.processor.aggregate.Windows;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Totals of events in windows of their own time, by key. When a window closes, each of its groups becomes an event.
final class Aggregate implements Memory {
    private static final byte VERSION = 2;
    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final long FIRST_SECOND = Long.MIN_VALUE / SECOND_NANOS;

    private final Settings settings;
    private final Emitter emitter;
    private final Windows windows;
    /// Filled again for each event.
    private final Key key;
    private long nowMillis = Long.MIN_VALUE;

    /// @param name of the events it makes
    /// @param keep whether the events it takes in go on, too
    /// @param early counts windows that close before their time
    /// @param definition of what windows and groups are: with another, what is open belongs to others
    record Settings(
            String name,
            boolean keep,
            Columns columns,
            List<Value> keys,
            Failures early,
            Definition windows,
            String definition) {}

    /// Where the events it makes have what.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Columns(int start, int end, int[] keys, Total[] totals, int revision, OwnFields own) {}

    /// @param written stands for the name, function and expression as written
    /// @param failures counts the values that the function cannot use
    record Total(int slot, Value value, String written, Function function, double quantile, Failures failures) {}

    Aggregate(Settings settings, Emitter emitter) {
        this.settings = settings;
        this.emitter = emitter;
        windows = new Windows(settings.windows());
        key = new Key(settings.keys().size());
    }

    @Override
    public void advance(long millis) {
        nowMillis = Math.max(nowMillis, millis);
        if (nowMillis >= windows.dueMillis()) {
            windows.close(nowMillis).forEach(this::emit);
        }
    }

    @Override
    public long due() {
        return windows.dueMillis();
    }

    @Override
    public Verdict apply(Event event) {
        for (int i = 0; i < settings.keys().size(); i++) {
            key.set(i, settings.keys().get(i).of(event));
        }
        long now = Math.max(nowMillis, event.appendMillis());
        Group group = windows.group(Math.floorDiv(event.timeNanos(), SECOND_NANOS), key, now);
        Total[] totals = settings.columns().totals();
        for (int i = 0; i < totals.length; i++) {
            Object value = totals[i].value().of(event);
            if (value != null && !group.add(i, value, event.timeNanos())) {
                totals[i].failures().failed(event, "this is no number it could use");
            }
        }
        windows.changed(group);
        closeEarly();
        return settings.keep() ? Verdict.KEEP : Verdict.ABSORB;
    }

    private void closeEarly() {
        Window window = windows.closeEarly();
        while (window != null) {
            settings.early()
                    .failed("the window that began at " + window.start()
                            + " closed before its time: there are more groups than `max_groups` and `max_bytes` allow");
            emit(window);
            window = windows.closeEarly();
        }
    }

    private void emit(Window window) {
        Columns columns = settings.columns();
        for (Group group : window.groups()) {
            Event made = emitter.make(Kind.LOG, settings.name());
            made.time(Math.max(window.start(), FIRST_SECOND) * SECOND_NANOS, -1);
            made.field(columns.start(), window.start());
            made.field(columns.end(), window.start() + settings.windows().windowSeconds());
            for (int i = 0; i < columns.keys().length; i++) {
                made.field(columns.keys()[i], group.key().get(i));
            }
            for (int i = 0; i < columns.totals().length; i++) {
                made.field(columns.totals()[i].slot(), group.result(i));
            }
            made.field(columns.revision(), (long) window.revision());
            columns.own().show(made);
            emitter.emit();
        }
    }

    @Override
    public String definition() {
        return settings.definition();
    }

    /// Totals are saved with what they are of, so that those that are the same after a change go on.
    @Override
    public void save(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        Total[] totals = settings.columns().totals();
        out.writeInt(settings.keys().size());
        out.writeInt(totals.length);
        for (Total total : totals) {
            out.writeUTF(total.written());
            out.writeUTF(total.function().name());
            out.writeDouble(total.quantile());
        }
        out.writeLong(nowMillis);
        windows.save(out);
    }

    @Override
    public void load(DataInput in) throws IOException {
        byte version = in.readByte();
        if (version != VERSION) {
            throw new IOException("an aggregate was saved in version " + version + "; known is " + VERSION);
        }
        int keys = in.readInt();
        if (keys != settings.keys().size()) {
            throw new IOException("an aggregate was saved with " + keys + " keys and now has "
                    + settings.keys().size());
        }
        List<Saved> saved = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            int place = place(in.readUTF());
            Function function = Function.valueOf(in.readUTF());
            double quantile = in.readDouble();
            saved.add(new Saved(() -> function.begin(quantile), place));
        }
        nowMillis = in.readLong();
        windows.load(in, saved);
    }

    /// Which total this is now; -1: none any more.
    private int place(String written) {
        Total[] totals = settings.columns().totals();
        for (int i = 0; i < totals.length; i++) {
            if (totals[i].written().equals(written)) {
                return i;
            }
        }
        return -1;
    }
}
