package ai.genops.pipeline.processor.recent;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/// A key of any length in 128 bits: the first half of its SHA-256. That two of a million keys are taken for one has a
/// chance below 1 in 10^26, and nobody can make two that are.
public record Digest(long high, long low) {
    void write(DataOutput out) throws IOException {
        out.writeLong(high);
        out.writeLong(low);
    }

    static Digest read(DataInput in) throws IOException {
        return new Digest(in.readLong(), in.readLong());
    }
}
