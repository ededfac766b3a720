package ai.genops.pipeline.processor.price;

import org.jspecify.annotations.Nullable;

/// Prices of models by time. Unchanging, so that a cost can be proven with the catalogue it names. Safe for concurrent
/// use.
public interface Catalogue {
    /// The price that a call has; null if it is not known.
    @Nullable
    Price find(Call call);

    /// Which catalogue it is, and of which content.
    String version();
}
