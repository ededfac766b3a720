package ai.genops.pipeline.processor;

import ai.genops.event.Event;
import ai.genops.event.EventJson;
import ai.genops.event.JsonBuffer;
import ai.genops.pipeline.processor.chain.Seal;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Gives each event its place in a chain and the hash of what will be delivered of it; see [Seal].
///
/// A chain is named after its pipeline, the key, and when it began, so that one that begins anew (its memory was lost,
/// the log is replayed from somewhere) is another chain and no break of the first.
final class ChainMemory implements Memory {
    private static final int VERSION = 1;
    /// The chain of all keys that are too many or too long; no key is called so.
    private static final String OTHER = "*other";

    private final Chaining chaining;
    private final Map<String, Link> links = new TreeMap<>();
    private final JsonBuffer line = new JsonBuffer(4096);
    private final Seal seal = new Seal();

    /// The chains as they are configured, with the slots of the fields that they set.
    record Chaining(
            KeyText key,
            int maxChains,
            int idSlot,
            int sequenceSlot,
            int previousSlot,
            int hashSlot,
            Failures failures) {}

    /// The last event of a chain.
    private static final class Link {
        final String id;
        long sequence;
        String hash;

        Link(String id, long sequence, String hash) {
            this.id = id;
            this.sequence = sequence;
            this.hash = hash;
        }
    }

    ChainMemory(Chaining chaining) {
        this.chaining = chaining;
    }

    @Override
    public Verdict apply(Event event) {
        Link link = link(event);
        event.field(chaining.idSlot(), link.id);
        event.field(chaining.sequenceSlot(), link.sequence + 1);
        event.field(chaining.previousSlot(), link.hash);
        event.field(chaining.hashSlot(), null);
        line.clear();
        EventJson.write(event, line);
        link.hash = seal.of(line.view());
        link.sequence++;
        event.field(chaining.hashSlot(), link.hash);
        return Verdict.KEEP;
    }

    private Link link(Event event) {
        String key = chaining.key().of(event);
        Link known = key == null ? null : links.get(key);
        if (known != null) {
            return known;
        }
        if (key != null && links.size() < chaining.maxChains()) {
            return begin(key, event);
        }
        chaining.failures()
                .failed(
                        event,
                        key == null
                                ? "its key is longer than " + KeyText.MAX_LENGTH
                                        + " characters: it is in the chain of others"
                                : "there are `max_chains` chains already: it is in the chain of others");
        Link other = links.get(OTHER);
        return other != null ? other : begin(OTHER, event);
    }

    private Link begin(String key, Event event) {
        String name = event.pipeline() + (key.isEmpty() ? "" : "/" + key);
        var link = new Link(printable(name) + "@" + Instant.ofEpochMilli(event.appendMillis()), 0, Seal.NONE);
        links.put(key, link);
        return link;
    }

    /// What stands for itself in JSON and in a shell's double quotes; the rest as `%` and hex digits.
    private static String printable(String name) {
        var text = new StringBuilder();
        for (byte character : name.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = character > ' ' && character < 0x7f && "\"\\$`@".indexOf(character) < 0;
            text.append(plain ? (char) character : String.format(Locale.ROOT, "%%%02X", character));
        }
        return text.toString();
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeInt(links.size());
        for (var entry : links.entrySet()) {
            out.writeUTF(entry.getKey());
            out.writeUTF(entry.getValue().id);
            out.writeLong(entry.getValue().sequence);
            out.writeUTF(entry.getValue().hash);
        }
    }

    @Override
    public void load(DataInput in) throws IOException {
        int version = in.readByte();
        if (version != VERSION) {
            throw new IOException("chains saved in version " + version + ", this one reads version " + VERSION);
        }
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            links.put(in.readUTF(), new Link(in.readUTF(), in.readLong(), in.readUTF()));
        }
    }
}
