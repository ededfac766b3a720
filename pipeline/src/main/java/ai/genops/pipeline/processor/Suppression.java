package ai.genops.pipeline.processor;

import ai.genops.event.Event;
import ai.genops.pipeline.processor.recent.Digester;
import ai.genops.pipeline.processor.recent.Windows;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/// Drops what comes too often: `dedup` and `throttle`. The event that comes through after others were dropped gets how
/// many, in the field at `slot`; -1: nobody wants to know.
final class Suppression implements Memory {
    private static final byte VERSION = 1;

    private final Identity identity;
    private final int slot;
    private final Windows windows;
    private final Digester digester = new Digester();

    Suppression(Identity identity, int slot, Windows windows) {
        this.identity = identity;
        this.slot = slot;
        this.windows = windows;
    }

    @Override
    public void advance(long nowMillis) {
        windows.advance(nowMillis);
    }

    @Override
    public Verdict apply(Event event) {
        long before = windows.pass(identity.of(event, digester));
        if (before == Windows.SUPPRESSED) {
            return Verdict.DROP;
        }
        if (slot >= 0) {
            event.field(slot, before == 0 ? null : before);
        }
        return Verdict.KEEP;
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        windows.save(out);
    }

    @Override
    public void load(DataInput in) throws IOException {
        byte version = in.readByte();
        if (version != VERSION) {
            throw new IOException("unknown version of suppressed keys: " + version);
        }
        windows.load(in);
    }
}
