package ai.genops.log;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The damaged places met since the log was opened: each logged and counted once, however many readers meet it.
final class Damages {
    private static final Logger LOGGER = LoggerFactory.getLogger(Log.class);

    /// Bounds the memory; the count goes on beyond it.
    private static final int MAX_KEPT = 1_000;

    private record Place(String segment, long offset) {}

    private final Map<Place, Damage> kept = new LinkedHashMap<>();
    private long count;

    synchronized void report(Damage damage) {
        var place = new Place(damage.segment(), damage.offset());
        if (kept.containsKey(place)) {
            return;
        }
        count++;
        if (kept.size() < MAX_KEPT) {
            kept.put(place, damage);
        }
        LOGGER.warn("{}", damage);
    }

    /// Forgets the places of a segment that is gone.
    synchronized void forget(String segment) {
        kept.keySet().removeIf(place -> place.segment().equals(segment));
    }

    synchronized List<Damage> list() {
        return List.copyOf(kept.values());
    }

    synchronized long count() {
        return count;
    }
}
