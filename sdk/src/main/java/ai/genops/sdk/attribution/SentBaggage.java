package ai.genops.sdk.attribution;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.baggage.BaggageBuilder;
import io.opentelemetry.api.baggage.BaggageEntry;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Attribution over the baggage there was before. It is put together when somebody reads it, which most operations do not
 * live to see: only calls of other services do.
 */
final class SentBaggage implements Baggage {
    private final Attribution attribution;
    private final Tag[] travelling;
    private final Baggage before;
    /** Made twice at worst. */
    private @Nullable Baggage whole;

    SentBaggage(Attribution attribution, Tag[] travelling, Baggage before) {
        this.attribution = attribution;
        this.travelling = travelling;
        this.before = before;
    }

    /** Whether that would be sent as the same. */
    boolean says(Attribution other) {
        boolean is = true;
        for (int i = 0; is && i < travelling.length; i++) {
            is = Objects.equals(attribution.get(travelling[i]), other.get(travelling[i]));
        }
        return is;
    }

    boolean isOver(Baggage other) {
        return before.equals(other);
    }

    private Baggage whole() {
        Baggage known = whole;
        if (known == null) {
            BaggageBuilder baggage = before.toBuilder();
            for (Tag tag : travelling) {
                String value = attribution.get(tag);
                if (value != null) {
                    baggage.put(Propagation.name(tag), value);
                }
            }
            known = baggage.build();
            whole = known;
        }
        return known;
    }

    @Override
    public int size() {
        return whole().size();
    }

    @Override
    public void forEach(BiConsumer<? super String, ? super BaggageEntry> action) {
        whole().forEach(action);
    }

    @Override
    public Map<String, BaggageEntry> asMap() {
        return whole().asMap();
    }

    @Override
    public @Nullable String getEntryValue(String name) {
        return whole().getEntryValue(name);
    }

    @Override
    public BaggageBuilder toBuilder() {
        return whole().toBuilder();
    }

    @Override
    public String toString() {
        return whole().toString();
    }
}
