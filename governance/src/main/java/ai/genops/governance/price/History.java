package ai.genops.governance.price;

import java.time.LocalDateTime;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Catalogues one after the other, for those that have no dates of their own: a call is priced by the one that held at its
 * time. Before the first there are no prices. Unchanging.
 */
public final class History implements Catalogue {
    private final TreeMap<LocalDateTime, Catalogue> catalogues;

    /**
     * A history of at least one catalogue.
     *
     * @param catalogues by when (UTC) each begins to hold
     */
    public History(Map<LocalDateTime, Catalogue> catalogues) {
        if (catalogues.isEmpty()) {
            throw new IllegalArgumentException("a history needs a catalogue");
        }
        this.catalogues = new TreeMap<>(catalogues);
    }

    @Override
    public @Nullable Price find(Call call) {
        Map.Entry<LocalDateTime, Catalogue> held = catalogues.floorEntry(call.time());
        return held == null ? null : held.getValue().find(call);
    }

    @Override
    public Rating rate(Call call, Usage usage) {
        Map.Entry<LocalDateTime, Catalogue> held = catalogues.floorEntry(call.time());
        return held == null
                ? new Rating.Unpriced("no catalogue before " + catalogues.firstKey())
                : held.getValue().rate(call, usage);
    }

    /** Of the newest. */
    @Override
    public String version() {
        return catalogues.lastEntry().getValue().version();
    }
}
