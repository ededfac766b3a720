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
 * call of a model it is a part of that, and tells it what was used; inside the call of another wrapper it is that one's,
 * and tells nothing. So no call is counted twice, however wrappers are stacked. Thread-safe.
 */
public final class ClientCall {
    private static final ContextKey<Boolean> WRAPPED = ContextKey.named("genops-wrapped-client");

    /** Roughly, where nobody counts: most texts have about so many bytes to a token. */
    private static final int BYTES_PER_TOKEN = 4;

    private final ModelCall call;
    private final Context context;
    private final @Nullable Operation operation;
    private final boolean isOwn;
    private final AtomicBoolean isEnded = new AtomicBoolean();

    private ClientCall(ModelCall call, Context context, @Nullable Operation operation, boolean isOwn) {
        this.call = call;
        this.context = context.with(WRAPPED, true);
        this.operation = operation;
        this.isOwn = isOwn;
    }

    /**
     * Begins a call.
     *
     * @throws GovernanceException if rules are enforced and it must not run
     */
    public static ClientCall begin(GenOps genops, String type, ModelCall call) {
        Context current = Context.current();
        if (current.get(WRAPPED) != null) {
            return new ClientCall(call, current, null, false);
        }
        Operation around = Operation.in(current);
        if (around != null && around.isCallOfModel()) {
            return new ClientCall(call, current, around, false);
        }
        Operation own = genops.operation(call.operation())
                .type(type)
                .model(call.provider(), call.model())
                .serviceTier(call.serviceTier())
                .prompt(call.prompt())
                .inputTokens(call.inputTokens())
                .maxOutputTokens(call.maxOutputTokens())
                .startDetached();
        return new ClientCall(call, own.context(), own, true);
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
        if (operation != null) {
            operation.recordUsage(call.in(tier), model, usage, false);
        }
    }

    /**
     * What was used as far as can be told from outside, of a call that was broken off.
     *
     * @param inputTokens what the provider has told of it; below 0: nothing
     * @param outputBytes of text that came back
     */
    public void brokenOff(long inputTokens, Usage told, long outputBytes) {
        if (operation == null) {
            return;
        }
        long output = Math.max(told.output(), (outputBytes + BYTES_PER_TOKEN - 1) / BYTES_PER_TOKEN);
        Usage usage = inputTokens >= 0
                ? new Usage(told.input(), output, told.cacheRead(), told.cacheWrite(), told.cacheWriteHour(), 0, 0, 0)
                : Usage.of(Math.max(0, call.inputTokens()) / BYTES_PER_TOKEN, output);
        operation.recordUsage(call, null, usage, true);
    }

    /**
     * Shows policies what came back.
     *
     * @throws GovernanceException if rules are enforced and it must not be used
     */
    public void answered(String text) {
        if (operation != null && !text.isEmpty()) {
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
