package ai.genops.governance.price;

import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Catalogues one above the other: the first that knows a price counts, and is the one that a cost names. Prices of one's
 * own stand above those of a vendor. They can be changed while it is in use; a call is priced by one state of them.
 */
public final class Layers implements Catalogue {
    private volatile Catalogue[] layers;

    /** From top to bottom. */
    public Layers(List<Catalogue> layers) {
        this.layers = List.copyOf(layers).toArray(new Catalogue[0]);
    }

    /** From now on. */
    public void set(List<Catalogue> catalogues) {
        layers = List.copyOf(catalogues).toArray(new Catalogue[0]);
    }

    @Override
    public @Nullable Price find(Call call) {
        for (Catalogue layer : layers) {
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
        for (Catalogue layer : layers) {
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
        StringJoiner versions = new StringJoiner(", ");
        for (Catalogue layer : layers) {
            versions.add(layer.version());
        }
        return versions.toString();
    }
}
