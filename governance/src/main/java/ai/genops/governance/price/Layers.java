package ai.genops.governance.price;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Catalogues one above the other: the first that knows a price counts, and is the one that a cost names. Prices of one's
 * own stand above those of a vendor. They can be changed while it is in use; a call is priced by one state of them.
 */
public final class Layers implements Catalogue {
    private final AtomicReference<List<Catalogue>> layers;

    /** From top to bottom. */
    public Layers(List<Catalogue> layers) {
        this.layers = new AtomicReference<>(List.copyOf(layers));
    }

    /** From now on. */
    public void set(List<Catalogue> catalogues) {
        layers.set(List.copyOf(catalogues));
    }

    @Override
    public @Nullable Price find(Call call) {
        for (Catalogue layer : layers.get()) {
            Price price = layer.find(call);
            if (price != null) {
                return price;
            }
        }
        return null;
    }

    @Override
    public Rating rate(Call call, Usage usage) {
        Rating unpriced = null;
        for (Catalogue layer : layers.get()) {
            Rating rating = layer.rate(call, usage);
            if (rating instanceof Rating.Priced || layer.find(call) != null) {
                return rating;
            }
            unpriced = rating;
        }
        return unpriced == null ? Catalogue.super.rate(call, usage) : unpriced;
    }

    @Override
    public String version() {
        return layers.get().stream().map(Catalogue::version).collect(Collectors.joining(", "));
    }
}
