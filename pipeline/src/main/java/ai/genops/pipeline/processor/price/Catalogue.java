package ai.genops.pipeline.processor.price;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// Prices of models by day. Unchanging, so that a cost can be proven with the catalogue it names.
public interface Catalogue {
    /// The price of a model on a day (UTC); null if it is not known. An empty provider: of whichever provider, if only
    /// one has a model of this name.
    @Nullable
    Price find(String provider, String model, LocalDate day);

    /// Which catalogue it is, and of which content.
    String version();
}
