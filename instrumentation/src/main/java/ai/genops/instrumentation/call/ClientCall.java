package ai.genops.instrumentation.call;

import ai.genops.governance.price.Usage;
import ai.genops.sdk.GenOps;
import ai.genops.sdk.Operation;
import ai.genops.sdk.govern.GovernanceException;
import ai.genops.sdk.govern.ModelCall;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import java.math.BigDecimal;
import java.util.List;
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
    private final @Nullable ClientCall outer;
    private final boolean isOwn;
    private final @Nullable Settling settling;
    private final AtomicBoolean isEnded = new AtomicBoolean();
    private volatile boolean wasToldInside;
    private volatile boolean hasFailed;
    private volatile @Nullable Operation operation;

    /** How is told what another call has cost. */
    interface Settling {
        /** The operation that tells it. */
        Operation start();

        /** It has been told, and the application may see what it came to. */
        void settled();
    }

    private ClientCall(
            ModelCall call,
            Context context,
            @Nullable Operation operation,
            @Nullable ClientCall outer,
            boolean isOwn,
            @Nullable Settling settling) {
        this.call = call;
        this.context = context.with(OUTER, this);
        this.operation = operation;
        this.outer = outer;
        this.isOwn = isOwn;
        this.settling = settling;
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
            return new ClientCall(call, current, outer.operation, outer, false, null);
        }
        Operation around = Operation.in(current);
        if (around != null && around.isCallOfModel()) {
            return new ClientCall(call, current, around, null, false, null);
        }
        Operation own = genops.operation(call.operation())
                .type(type)
                .model(call.provider(), call.model() == null ? UNNAMED : call.model())
                .serviceTier(call.serviceTier())
                .prompt(call.prompt())
                .inputTokens(call.inputTokens())
                .maxOutputTokens(call.maxOutputTokens())
                .startDetached();
        return new ClientCall(call, own.context(), own, null, true, null);
    }

    /**
     * The call that tells what another one has cost: an operation of its own from when there is something to tell.
     *
     * @param settling how it is told; null: it is known already
     */
    static ClientCall telling(ModelCall call, @Nullable Settling settling) {
        return new ClientCall(call, Context.current(), null, null, true, settling);
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

    /** Whether it may tell what another call has cost; else that is known already. */
    public boolean canSettle() {
        return settling != null;
    }

    /**
     * It tells what another call has cost, all of which is known now.
     *
     * @param requests what each request has used; none: it cost nothing
     */
    public void settles(List<Used> requests) {
        if (settling != null) {
            Operation told = settling.start();
            operation = told;
            requests.forEach(one -> used(one.model, call.serviceTier(), one.usage));
            if (requests.isEmpty()) {
                told.recordCost(cost -> cost.provider(call.provider()).total(BigDecimal.ZERO));
            }
        }
    }

    /**
     * What one request of a batch has used.
     *
     * @param model that answered
     */
    public record Used(@Nullable String model, Usage usage) {}

    /** The key of a batch in the books. */
    public static String batch(String provider, String id) {
        return "batch:" + provider + ":" + id;
    }

    /** What it has made costs something later, under this key. */
    public void continuesAs(String key) {
        Operation own = operation;
        if (isOwn && own != null) {
            own.continuesAs(key);
        }
    }

    private void record(ModelCall part, @Nullable String model, Usage usage, boolean isEstimated) {
        Operation operation = this.operation;
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
        Operation operation = this.operation;
        if (operation != null && outer == null && !text.isEmpty()) {
            operation.checkResponse(text);
        }
    }

    /** It still runs, as its stream shows. */
    void running() {
        Operation operation = this.operation;
        if (operation != null) {
            operation.stillRunning();
        }
    }

    /** Why it has failed; it is still to be ended. */
    public void failed(Throwable thrown) {
        Operation operation = this.operation;
        hasFailed = true;
        if (isOwn && operation != null) {
            operation.recordError(thrown);
        }
    }

    /** Settles it; only the first time counts. */
    public void end() {
        Operation operation = this.operation;
        if (isEnded.compareAndSet(false, true) && isOwn && operation != null) {
            operation.close();
            if (settling != null && !hasFailed) {
                settling.settled();
            }
        }
    }
}
