package ai.genops.sdk;

import ai.genops.sdk.attribution.AttributionBuilder;

/** Attribution for everything in a context. */
public final class ContextAttribution extends AttributionBuilder<ContextAttribution> {
    ContextAttribution() {}

    @Override
    protected ContextAttribution self() {
        return this;
    }
}
