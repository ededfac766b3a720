package ai.genops.pipeline.processor;

import ai.genops.event.Event;
import ai.genops.pipeline.processor.recent.Digester;
import ai.genops.pipeline.processor.recent.Traffic;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/// Marks events as [Sampling] does, at the rates that their groups have by their [Traffic].
final class AdaptiveSampling implements Memory {
    private static final byte VERSION = 1;

    private final Identity group;
    private final Traffic traffic;
    private final Digester digester = new Digester();

    AdaptiveSampling(Identity group, Traffic traffic) {
        this.group = group;
        this.traffic = traffic;
    }

    @Override
    public void advance(long nowMillis) {
        traffic.advance(nowMillis);
    }

    @Override
    public Verdict apply(Event event) {
        Sampling.mark(event, traffic.rate(group.of(event, digester)));
        return Verdict.KEEP;
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        traffic.save(out);
    }

    @Override
    public void load(DataInput in) throws IOException {
        byte version = in.readByte();
        if (version != VERSION) {
            throw new IOException("unknown version of the traffic of groups: " + version);
        }
        traffic.load(in);
    }
}
