package ai.genops.pipeline.processor;

import ai.genops.event.Event;
import ai.genops.event.Key;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Takes away fields, and the text that an event was received as, and shows only those attributes that are kept; null
/// keeps all.
@SuppressWarnings("ArrayRecordComponent") // never compared
record Remove(
        int[] slots,
        boolean receivedText,
        @Nullable Predicate<Key> keptAttributes,
        @Nullable Predicate<Key> keptResource)
        implements Processor {
    @Override
    public Verdict apply(Event event) {
        for (int slot : slots) {
            event.field(slot, null);
        }
        if (receivedText) {
            ReceivedText.remove(event);
        }
        int removed = 0;
        if (keptAttributes != null) {
            removed += event.attributes().retain(keptAttributes);
        }
        if (keptResource != null) {
            removed += event.resource().retain(keptResource);
        }
        if (removed > 0) {
            ReceivedText.hide(event);
        }
        return Verdict.KEEP;
    }
}
