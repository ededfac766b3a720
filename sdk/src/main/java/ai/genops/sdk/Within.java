package ai.genops.sdk;

import ai.genops.sdk.attribution.Attributed;
import ai.genops.sdk.attribution.Attribution;
import org.jspecify.annotations.Nullable;

/** Attribution that was said for a context, inside an operation or outside of any. */
final class Within implements Attributed {
    final @Nullable Operation operation;
    private final Attribution attribution;

    Within(@Nullable Operation operation, Attribution attribution) {
        this.operation = operation;
        this.attribution = attribution;
    }

    @Override
    public Attribution attribution() {
        return attribution;
    }
}
