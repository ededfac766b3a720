package ai.genops.pipeline.processor;

import ai.genops.event.Key;
import java.util.LinkedHashSet;
import java.util.Set;

/// Where the values of a field come from: masking a copy hides nothing, so what it was copied from is masked as well.
/// One thread, while a configuration loads.
final class Sources {
    /// Attributes of the event and of its resource, under all their names.
    final Set<Key> attributes = new LinkedHashSet<>();
    /// What the kind of event has beyond the common: `body`, `status_message`.
    final Set<Key> own = new LinkedHashSet<>();
    /// The event's name.
    boolean name;
    /// So much that it is not known what: `_raw`, all attributes, the span events.
    boolean everything;

    void add(Sources other) {
        attributes.addAll(other.attributes);
        own.addAll(other.own);
        name |= other.name;
        everything |= other.everything;
    }
}
