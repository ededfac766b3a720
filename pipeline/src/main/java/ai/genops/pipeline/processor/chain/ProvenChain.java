package ai.genops.pipeline.processor.chain;

import ai.genops.pipeline.processor.chain.Break.Kind;
import org.jspecify.annotations.Nullable;

/// One chain, as far as it holds. One thread at a time.
public final class ProvenChain {
    private final String id;
    private final Hashes hashes = new Hashes();
    private long first;
    private long last;
    private String head = "";
    private long redelivered;
    private @Nullable Break broken;

    ProvenChain(String id) {
        this.id = id;
    }

    public String id() {
        return id;
    }

    /// The sequence of the first event; 1 if the chain is there from its beginning, 0 if no event of it holds.
    public long first() {
        return first;
    }

    /// The sequence of the last event that holds.
    public long last() {
        return last;
    }

    /// The hash of the last event that holds, which stands for all before.
    public String head() {
        return head;
    }

    /// Events that hold.
    public long events() {
        return first == 0 ? 0 : last - first + 1;
    }

    /// Lines that were there before, byte for byte.
    public long redelivered() {
        return redelivered;
    }

    /// Whether an event of this hash is among those that hold.
    public boolean has(String hash) {
        return hashes.has(hash);
    }

    /// Where it holds no longer; null if it holds to its end.
    public @Nullable Break broken() {
        return broken;
    }

    void follow(SealedLine line, Place place) {
        if (broken != null) {
            foundLater(line, place);
        } else if (!line.isGenuine()) {
            fail(Kind.ALTERED, place, line, "its hash is " + line.computed() + ", and it says " + line.hash());
        } else if (first == 0) {
            begin(line, place);
        } else if (line.sequence() <= last) {
            again(line, place);
        } else if (line.sequence() > last + 1) {
            String missing = last + 2 == line.sequence() ? "is" : "to " + (line.sequence() - 1) + " are";
            fail(Kind.MISSING, place, line, "it follows " + last + ": " + (last + 1) + " " + missing + " not there");
        } else if (!line.previous().equals(head)) {
            fail(
                    Kind.ALTERED,
                    place,
                    line,
                    "it follows an event of hash " + line.previous() + ", not the one before it");
        } else {
            extend(line);
        }
    }

    private void begin(SealedLine line, Place place) {
        if (line.sequence() == 1 && !line.previous().equals(Seal.NONE)) {
            fail(Kind.ALTERED, place, line, "it is the first of the chain, and says that one is before it");
        } else {
            first = line.sequence();
            extend(line);
        }
    }

    private void again(SealedLine line, Place place) {
        if (line.sequence() < first) {
            fail(
                    Kind.REORDERED,
                    place,
                    line,
                    "it stands behind " + last + ", and nothing before " + first + " was there");
        } else if (hashes.is(line.sequence() - first, line.hash())) {
            redelivered++;
        } else {
            fail(Kind.INSERTED, place, line, "there was another event of this number");
        }
    }

    private void extend(SealedLine line) {
        hashes.add(line.hash());
        last = line.sequence();
        head = line.hash();
    }

    private void fail(Kind kind, Place place, SealedLine line, String message) {
        broken = new Break(kind, place, line.sequence(), message);
    }

    /// What seemed to be missing may stand somewhere else.
    private void foundLater(SealedLine line, Place place) {
        Break found = broken;
        if (found != null
                && found.kind() == Kind.MISSING
                && line.isGenuine()
                && line.sequence() == last + 1
                && line.previous().equals(head)) {
            broken = new Break(
                    Kind.REORDERED,
                    found.place(),
                    found.sequence(),
                    "it follows " + last + ", and " + (last + 1) + " stands at " + place);
        }
    }
}
