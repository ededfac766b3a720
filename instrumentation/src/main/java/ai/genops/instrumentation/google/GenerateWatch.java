package ai.genops.instrumentation.google;

import ai.genops.governance.price.Usage;
import ai.genops.instrumentation.call.ClientCall;
import ai.genops.instrumentation.call.Watch;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A streamed generation: each piece tells the usage so far, the last the whole. */
final class GenerateWatch extends Watch<Map<?, ?>> {
    private @Nullable Usage usage;
    private @Nullable String model;
    private boolean hasFinished;

    private @Nullable String tier;

    /** The tier is what the response's head says; null: nothing. */
    GenerateWatch(ClientCall call, @Nullable String tier) {
        super(call);
        this.tier = tier;
    }

    @Override
    protected boolean read(Map<?, ?> piece) {
        Usage told = Generated.usage(piece);
        String answered = Generated.model(piece);
        usage = told == null ? usage : told;
        model = answered == null ? model : answered;
        tier = tier == null ? Generated.tier(piece) : tier;
        hasFinished |= Generated.hasFinished(piece);
        text(Generated.text(piece));
        return true;
    }

    /** What a stream says of its usage before its last piece is not all. */
    @Override
    protected boolean tell() {
        if (usage != null && hasFinished) {
            call.used(model, tier, usage);
        }
        return usage != null && hasFinished;
    }

    @Override
    protected void tellBrokenOff(long outputBytes) {
        Usage told = usage == null ? Usage.of(0, 0) : usage;
        call.brokenOff(usage == null ? -1 : told.input(), told, outputBytes);
    }
}
