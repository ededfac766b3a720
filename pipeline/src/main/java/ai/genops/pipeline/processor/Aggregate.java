package ai.genops.pipeline.processor;

import ai.genops.event.Event;
import ai.genops.event.Key;
import ai.genops.event.Kind;
import ai.genops.pipeline.processor.aggregate.Definition;
import ai.genops.pipeline.processor.aggregate.Function;
import ai.genops.pipeline.processor.aggregate.Generations;
import ai.genops.pipeline.processor.aggregate.Group;
import ai.genops.pipeline.processor.aggregate.GroupKey;
import ai.genops.pipeline.processor.aggregate.Saved;
import ai.genops.pipeline.processor.aggregate.Window;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Totals of events in windows of their own time, by key. When a window closes, each of its groups becomes an event.
///
/// Where windows or keys are defined otherwise from some record on, what is open then goes on beside the new
/// ones and closes when it would have closed, as rows of the windows and keys it was counted by. To close it at
/// once would be to close it for each destination at the record it begins with: rows with other ids for each,
/// and others again after a crash. When a window closes follows from the log alone.
final class Aggregate implements Memory {
    private static final int MARK = 0x41474752;
    private static final byte VERSION = 3;
    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final long FIRST_SECOND = Long.MIN_VALUE / SECOND_NANOS;

    private final Settings settings;
    private final Emitter emitter;
    private final Generations windows;
    /// Filled again for each event.
    private final GroupKey key;
    private long nowMillis = Long.MIN_VALUE;

    /// @param name of the events it makes
    /// @param keep whether the events it takes in go on, too
    /// @param early counts windows that close before their time
    /// @param definition of what windows and groups are: with another, what is open belongs to former ones
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
    record Columns(int start, int end, Total[] totals, int revision, OwnFields own) {}

    /// @param written stands for the name, function and expression as written
    /// @param failures counts the values that the function cannot use
    record Total(int slot, Value value, String written, Function function, double quantile, Failures failures) {}

    Aggregate(Settings settings, Emitter emitter) {
        this.settings = settings;
        this.emitter = emitter;
        windows = new Generations(settings.windows());
        key = new GroupKey(settings.keys().size());
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
        List<String> keys = window.keys();
        for (Group group : window.groups()) {
            Event made = emitter.make(Kind.LOG, settings.name());
            made.time(Math.max(window.start(), FIRST_SECOND) * SECOND_NANOS, -1);
            made.field(columns.start(), window.start());
            made.field(columns.end(), window.end());
            for (int i = 0; i < keys.size(); i++) {
                key(made, keys.get(i), group.key().get(i));
            }
            for (int i = 0; i < columns.totals().length; i++) {
                made.field(columns.totals()[i].slot(), group.result(i));
            }
            made.field(columns.revision(), (long) window.revision());
            columns.own().show(made);
            emitter.emit();
        }
    }

    /// One that the pipeline has no field for any more is an attribute.
    private static void key(Event made, String name, @Nullable Object value) {
        int slot = made.fields().find(name);
        if (slot >= 0) {
            made.field(slot, value);
        } else if (value != null) {
            made.attributes().add(Key.of(name), value);
        }
    }

    @Override
    public String definition() {
        return settings.definition();
    }

    /// Totals are saved with what they are of, so that those that are the same after a change go on.
    @Override
    public void save(DataOutput out) throws IOException {
        out.writeInt(MARK);
        out.writeByte(VERSION);
        Total[] totals = settings.columns().totals();
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
        if (in.readInt() != MARK) {
            throw new IOException("no totals were saved here");
        }
        windows.load(in, totals(in));
    }

    @Override
    public boolean adopt(DataInput in) throws IOException {
        if (in.readInt() != MARK) {
            return false;
        }
        windows.adopt(in, totals(in));
        return true;
    }

    /// Reads what stands before the windows.
    private List<Saved> totals(DataInput in) throws IOException {
        byte version = in.readByte();
        if (version != VERSION) {
            throw new IOException("an aggregate was saved in version " + version + "; known is " + VERSION);
        }
        List<Saved> saved = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            int place = place(in.readUTF());
            Function function = Function.valueOf(in.readUTF());
            double quantile = in.readDouble();
            saved.add(new Saved(() -> function.begin(quantile), place));
        }
        nowMillis = in.readLong();
        return saved;
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
