package ai.genops.pipeline.engine;

import ai.genops.pipeline.processor.Memory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What one reading remembers in one pipeline. One thread.
final class Memories {
    private static final Logger LOG = LoggerFactory.getLogger(Memories.class);

    private record Named(String name, String definition, Memory memory) {}

    private final List<Named> all = new ArrayList<>();

    /// @param name its place, which tells it from the others of the pipeline
    /// @param definition what it was made from: one that was made from something else does not understand what this
    ///   one remembers
    void add(String name, String definition, Memory memory) {
        all.add(new Named(name, definition, memory));
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    void advance(long nowMillis) {
        for (int i = 0; i < all.size(); i++) {
            all.get(i).memory.advance(nowMillis);
        }
    }

    /// When the first of them wants to be advanced, in milliseconds since 1970.
    long due() {
        return all.stream().mapToLong(named -> named.memory.due()).min().orElse(Long.MAX_VALUE);
    }

    byte[] save() throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        out.writeInt(all.size());
        for (Named named : all) {
            var own = new ByteArrayOutputStream();
            named.memory.save(new DataOutputStream(own));
            out.writeUTF(named.name);
            out.writeUTF(named.definition);
            out.writeInt(own.size());
            own.writeTo(out);
        }
        return bytes.toByteArray();
    }

    /// Takes over what was saved, and returns for how many. Those that are not in there, or are defined otherwise now
    /// and cannot use it, begin with nothing.
    int load(byte[] saved, String pipeline) throws IOException {
        int taken = 0;
        var in = new DataInputStream(new ByteArrayInputStream(saved));
        for (int left = in.readInt(); left > 0; left--) {
            String name = in.readUTF();
            String definition = in.readUTF();
            byte[] bytes = in.readNBytes(in.readInt());
            Named named = find(name);
            if (named != null && take(named, definition, new DataInputStream(new ByteArrayInputStream(bytes)))) {
                taken++;
            } else {
                LOG.warn("pipeline `{}`: processor {} is defined otherwise now and begins anew", pipeline, name);
            }
        }
        return taken;
    }

    private static boolean take(Named named, String definition, DataInputStream saved) throws IOException {
        if (!named.definition.equals(definition)) {
            return named.memory.adopt(saved);
        }
        named.memory.load(saved);
        return true;
    }

    /// The reading is over.
    void end() {
        all.forEach(named -> named.memory.end());
    }

    private @org.jspecify.annotations.Nullable Named find(String name) {
        return all.stream().filter(named -> named.name.equals(name)).findFirst().orElse(null);
    }
}
