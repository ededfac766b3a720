package ai.genops.pipeline.processor.chain;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Follows chains through delivered lines, in the order of delivery, up to the first break of each. A line that
/// is there again as it was is a redelivery and fine. Remembers 32 bytes of every event. One thread at a time.
public final class ChainProof {
    private final @Nullable String only;
    private final boolean othersAllowed;
    private final Seal seal = new Seal();
    private final Map<String, ProvenChain> chains = new TreeMap<>();
    private final List<Break> strays = new ArrayList<>();
    private long others;

    /// @param only the id of the one chain to follow; null: all
    /// @param othersAllowed whether there may be lines that are in no chain
    public ChainProof(@Nullable String only, boolean othersAllowed) {
        this.only = only;
        this.othersAllowed = othersAllowed;
    }

    /// The next line, without its line end; nothing for an empty one.
    public void line(byte[] line, Place place) {
        if (line.length == 0) {
            return;
        }
        SealedLine sealed = SealedLine.of(line, seal);
        if (sealed == null) {
            unsealed(line, place);
        } else if (only == null || only.equals(sealed.id()) || !sealed.isGenuine()) {
            chains.computeIfAbsent(sealed.id(), ProvenChain::new).follow(sealed, place);
        }
    }

    /// The rest of a file cannot be read.
    public void damaged(Place place, String why) {
        strays.add(new Break(Break.Kind.DAMAGED, place, 0, "cannot be read from here on: " + why));
    }

    private void unsealed(byte[] line, Place place) {
        boolean wasSealed = new String(line, StandardCharsets.ISO_8859_1).contains("\"chain.");
        if (wasSealed) {
            strays.add(new Break(Break.Kind.ALTERED, place, 0, "its chain fields are not as the chain writes them"));
        } else if (othersAllowed) {
            others++;
        } else {
            strays.add(new Break(Break.Kind.INSERTED, place, 0, "this line is in no chain"));
        }
    }

    /// By id.
    public List<ProvenChain> chains() {
        return List.copyOf(chains.values());
    }

    /// Lines that break the trail and cannot be said to be of any chain, in their order.
    public List<Break> strays() {
        return List.copyOf(strays);
    }

    /// Lines in no chain, where they are allowed.
    public long others() {
        return others;
    }

    public boolean isIntact() {
        return strays.isEmpty() && chains.values().stream().allMatch(chain -> chain.broken() == null);
    }
}
