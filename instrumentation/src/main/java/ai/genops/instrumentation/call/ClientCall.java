package ai.genops.instrumentation.call;

import ai.genops.governance.price.Usage;
import ai.genops.sdk.GenOps;
import ai.genops.sdk.Operation;
import ai.genops.sdk.govern.GovernanceException;
import ai.genops.sdk.govern.ModelCall;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One call of a client until it is settled, once. It is an operation of its own; inside an operation that is itself the
 * call of a model it is a part of that, and tells it what was used. So it is inside the call of another wrapper, which then
 * tells nothing itself: the one next to the provider knows best. So no call is counted twice, however wrappers are
 * stacked. Thread-safe.
 */
public final class ClientCall {
    private static final ContextKey<ClientCall> OUTER = ContextKey.named("genops-wrapped-client");

    /** Roughly, where nobody counts: most texts have about so many bytes to a token. */
    private static final int BYTES_PER_TOKEN = 4;

    /** A call always costs something, so budgets must hear of it though it does not say of what. */
    private static final String UNNAMED = "unknown";

    private final ModelCall call;
    private final Context context;
    private final @Nullable Operation operation;
    private final @Nullable ClientCall outer;
    private final boolean isOwn;
    private final AtomicBoolean isEnded = new AtomicBoolean();
    private volatile boolean wasToldInside;

    private ClientCall(
            ModelCall call, Context context, @Nullable Operation operation, @Nullable ClientCall outer, boolean isOwn) {
        this.call = call;
        this.context = context.with(OUTER, this);
        this.operation = operation;
        this.outer = outer;
        this.isOwn = isOwn;
    }

    /**
     * Begins a call.
     *
     * @throws GovernanceException if rules are enforced and it must not run
     */
    public static ClientCall begin(GenOps genops, String type, ModelCall call) {
        Context current = Context.current();
        ClientCall outer = current.get(OUTER);
        if (outer != null) {
            return new ClientCall(call, current, outer.operation, outer, false);
        }
        Operation around = Operation.in(current);
        if (around != null && around.isCallOfModel()) {
            return new ClientCall(call, current, around, null, false);
        }
        Operation own = genops.operation(call.operation())
                .type(type)
                .model(call.provider(), call.model() == null ? UNNAMED : call.model())
                .serviceTier(call.serviceTier())
                .prompt(call.prompt())
                .inputTokens(call.inputTokens())
                .maxOutputTokens(call.maxOutputTokens())
                .startDetached();
        return new ClientCall(call, own.context(), own, null, true);
    }

    /** What the client runs in. */
    public Context context() {
        return context;
    }

    /**
     * What the provider says was used.
     *
     * @param model that answered
     * @param tier that served; null: not told
     */
    public void used(@Nullable String model, @Nullable String tier, Usage usage) {
        record(call.in(tier), model, usage, false);
    }

    private void record(ModelCall part, @Nullable String model, Usage usage, boolean isEstimated) {
        if (operation == null || wasToldInside) {
            return;
        }
        for (ClientCall around = outer; around != null; around = around.outer) {
            around.wasToldInside = true;
        }
        operation.recordUsage(part, model, usage, isEstimated);
    }

    /**
     * What was used as far as can be told from outside, of a call that was broken off.
     *
     * @param inputTokens what the provider has told of it; below 0: nothing
     * @param outputBytes of text that came back
     */
    public void brokenOff(long inputTokens, Usage told, long outputBytes) {
        long output = Math.max(told.output(), (outputBytes + BYTES_PER_TOKEN - 1) / BYTES_PER_TOKEN);
        Usage usage = inputTokens >= 0
                ? new Usage(told.input(), output, told.cacheRead(), told.cacheWrite(), told.cacheWriteHour(), 0, 0, 0)
                : Usage.of(Math.max(0, call.inputTokens()) / BYTES_PER_TOKEN, output);
        record(call, null, usage, true);
    }

    /**
     * Shows policies what came back, to the application: what a wrapper around this one makes of it is shown by that.
     *
     * @throws GovernanceException if rules are enforced and it must not be used
     */
    public void answered(String text) {
        if (operation != null && outer == null && !text.isEmpty()) {
            operation.checkResponse(text);
        }
    }

    /** It still runs, as its stream shows. */
    void running() {
        if (operation != null) {
            operation.stillRunning();
        }
    }

    /** Why it has failed; it is still to be ended. */
    public void failed(Throwable thrown) {
        if (isOwn && operation != null) {
            operation.recordError(thrown);
        }
    }

    /** Settles it; only the first time counts. */
    public void end() {
        if (isEnded.compareAndSet(false, true) && isOwn && operation != null) {
            operation.close();
        }
    }
}
