package ai.genops.pipeline.engine;

import ai.genops.event.Event;
import ai.genops.event.Kind;
import ai.genops.pipeline.processor.Emitter;
import ai.genops.pipeline.processor.Memory;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/// The sum so far, at every tenth number, and when nothing has come for a while.
class Sum implements Memory {
    static final long PATIENCE = 60_000;

    private final Emitter emitter;
    private long count;
    private long sum;
    private long due = Long.MAX_VALUE;

    Sum(Emitter emitter) {
        this.emitter = emitter;
    }

    @Override
    public Verdict apply(Event event) {
        sum += event.offset();
        due = event.appendMillis() + PATIENCE;
        if (++count % 10 == 0) {
            emit();
        }
        return Verdict.ABSORB;
    }

    @Override
    public void advance(long nowMillis) {
        if (nowMillis >= due) {
            emit();
            due = Long.MAX_VALUE;
        }
    }

    @Override
    public long due() {
        return due;
    }

    void emit() {
        emitter.make(Kind.LOG, "sum").field(Sums.SUM, sum);
        emitter.emit();
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeLong(count);
        out.writeLong(sum);
        out.writeLong(due);
    }

    @Override
    public void load(DataInput in) throws IOException {
        count = in.readLong();
        sum = in.readLong();
        due = in.readLong();
    }
}
