package ai.genops.sdk;

import ai.genops.governance.price.Rating;
import ai.genops.governance.price.Usage;
import ai.genops.sdk.attribution.Attributed;
import ai.genops.sdk.attribution.Attribution;
import ai.genops.sdk.attribution.Propagation;
import ai.genops.sdk.govern.GovernanceException;
import ai.genops.sdk.govern.Governed;
import ai.genops.sdk.govern.ModelCall;
import ai.genops.sdk.govern.PolicyViolationException;
import ai.genops.sdk.record.Budget;
import ai.genops.sdk.record.Cost;
import ai.genops.sdk.record.Evaluation;
import ai.genops.sdk.record.Names;
import ai.genops.sdk.record.Policy;
import ai.genops.sdk.record.Reconciliation;
import ai.genops.sdk.record.Recording;
import ai.genops.sdk.record.Reservation;
import ai.genops.sdk.record.Tokens;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.math.BigDecimal;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One unit of governed work, on one span. Whatever is told of it from whatever thread goes on that span, and nothing
 * here throws but {@link #checkResponse}; its attribution was settled when it started. Close it once, on the thread that started it if it was
 * made current there; later calls do nothing.
 */
public final class Operation implements Attributed, AutoCloseable {
    private static final AtomicIntegerFieldUpdater<Operation> CLOSED =
            AtomicIntegerFieldUpdater.newUpdater(Operation.class, "closed");
    private static final double NANOS_PER_MILLI = 1e6;

    private final Shared shared;
    private final Recording recording;
    private final Context context;
    private final Attribution attribution;
    private final ModelCall call;
    private final long startNanos;
    private volatile @Nullable Governed governed;
    private volatile boolean hasFailed;
    /** 1 from the first close on. */
    @SuppressWarnings("UnusedVariable") // The updater reads and writes it.
    private volatile int closed;

    private @Nullable Scope scope;

    Operation(Shared shared, Recording recording, Context context, Attribution attribution, ModelCall call) {
        this.shared = shared;
        this.recording = recording;
        this.attribution = attribution;
        this.call = call;
        this.context = Propagation.carry(context, this);
        startNanos = shared.nanos.getAsLong();
    }

    @SuppressWarnings("MustBeClosedChecker") // It is held until close.
    Operation current() {
        scope = context.makeCurrent();
        return this;
    }

    /**
     * Asks policies and budgets, and reserves.
     *
     * @param settled what it settles instead; null: nothing
     * @throws GovernanceException if rules are enforced and it must not run; it has ended then
     */
    void govern(@Nullable String settled) {
        try {
            governed = settled == null
                    ? shared.governance.begin(recording, call, attribution)
                    : shared.governance.settle(recording, call, attribution, settled);
        } catch (GovernanceException e) {
            close();
            throw e;
        }
    }

    /** The operation in a context; null if there is none. For those that wrap clients. */
    public static @Nullable Operation in(Context context) {
        Attributed here = Propagation.of(context);
        if (here instanceof Within within) {
            return within.operation;
        }
        return here instanceof Operation operation ? operation : null;
    }

    /** Whether it is itself the call of a model, so that what happens inside it is part of that call. */
    public boolean isCallOfModel() {
        return governed != null;
    }

    public Span span() {
        return recording.span();
    }

    /** To carry the operation to other threads: `operation.context().wrap(task)`. */
    public Context context() {
        return context;
    }

    /** Who it is for, as it was settled when it started. */
    @Override
    public Attribution attribution() {
        return attribution;
    }

    public Operation recordCost(Consumer<? super Cost> told) {
        Cost cost = recording.cost(told);
        return cost == null ? this : charge(cost.dollars());
    }

    private Operation charge(@Nullable BigDecimal dollars) {
        Governed running = governed;
        if (running != null) {
            running.told(dollars);
        }
        return this;
    }

    /** What the call used, priced by the catalogue; an unknown model is unpriced. */
    public Operation recordUsage(Usage usage) {
        return recordUsage(null, usage);
    }

    /**
     * What the call used, priced by the catalogue; an unknown model is unpriced. That of several calls adds up.
     *
     * @param model that says it has answered; null: the one that was asked
     */
    public Operation recordUsage(@Nullable String model, Usage usage) {
        return recordUsage(call, model, usage, false);
    }

    /**
     * What a call inside this operation used, priced by the catalogue. For those that wrap clients.
     *
     * @param part the call, with the service tier that served it
     * @param isEstimated whether the usage was not told but counted by whoever tells it
     */
    public Operation recordUsage(ModelCall part, @Nullable String model, Usage usage, boolean isEstimated) {
        try {
            Rating rating = shared.governance.rate(part, model, usage);
            if (isEstimated) {
                span().setAttribute(Names.COST_ESTIMATED, true);
            }
            return charge(recording.rated(part.provider(), model == null ? part.model() : model, usage, rating));
        } catch (RuntimeException e) {
            shared.problems.caught("recording", e);
            return this;
        }
    }

    /**
     * Shows policies what came back, before anybody uses it.
     *
     * @throws PolicyViolationException if rules are enforced and one of them blocks it; what it cost is charged all the same
     */
    public Operation checkResponse(String text) {
        Governed call = governed;
        try {
            if (call != null) {
                call.answered(text);
            }
        } catch (PolicyViolationException e) {
            throw e;
        } catch (RuntimeException e) {
            shared.problems.caught("checking a response", e);
        }
        return this;
    }

    /** It still runs, so what it has reserved is held on; for streams, as often as you like. */
    public Operation stillRunning() {
        Governed call = governed;
        try {
            if (call != null) {
                call.running();
            }
        } catch (RuntimeException e) {
            shared.problems.caught("extending a reservation", e);
        }
        return this;
    }

    /**
     * What it has begun goes on without it, as a batch does. What it has reserved is held under this key for seven days, and
     * then charged, unless an operation that {@link OperationBuilder#startSettling settles} it has said what it cost, in this
     * process or another. This one's own cost stays flagged as incomplete.
     *
     * @param key unique in the books, of 1 to 200 characters
     */
    public Operation continuesAs(String key) {
        Governed call = governed;
        try {
            if (call != null) {
                call.continuesAs(key);
            }
        } catch (RuntimeException e) {
            shared.problems.caught("keeping a reservation", e);
        }
        return this;
    }

    /** It did not run: unless a cost was told, what was reserved is given back. */
    public Operation cancel() {
        hasFailed = true;
        return this;
    }

    public Operation recordTokens(Consumer<? super Tokens> told) {
        recording.tokens(told);
        return this;
    }

    public Operation recordPolicy(Consumer<? super Policy> told) {
        recording.policy(told);
        return this;
    }

    public Operation recordEvaluation(Consumer<? super Evaluation> told) {
        recording.evaluation(told);
        return this;
    }

    public Operation recordBudget(Consumer<? super Budget> told) {
        recording.budget(told);
        return this;
    }

    /** Before the work is done. */
    public Operation recordReservation(Consumer<? super Reservation> told) {
        recording.reservation(told);
        return this;
    }

    /** After the work, where costs that were told do not say it already. */
    public Operation recordReconciliation(Consumer<? super Reconciliation> told) {
        recording.reconciliation(told);
        return this;
    }

    /** The work failed: the span says so. What it cost until then should still be told. */
    public Operation recordError(Throwable thrown) {
        hasFailed = true;
        try {
            span().recordException(thrown);
            span().setStatus(StatusCode.ERROR);
        } catch (RuntimeException e) {
            shared.problems.caught("recording an error", e);
        }
        return this;
    }

    /**
     * Any other attribute of the span, such as `genops.sla.tier`. What the SDK writes by itself (attribution, costs,
     * decisions, accounting) cannot be changed this way, and is refused.
     */
    public Operation attribute(String key, String value) {
        return attribute(AttributeKey.stringKey(key), value);
    }

    public Operation attribute(String key, long value) {
        return attribute(AttributeKey.longKey(key), value);
    }

    public Operation attribute(String key, double value) {
        return attribute(AttributeKey.doubleKey(key), value);
    }

    public Operation attribute(String key, boolean value) {
        return attribute(AttributeKey.booleanKey(key), value);
    }

    private <T> Operation attribute(AttributeKey<T> key, T value) {
        recording.attribute(key, value);
        return this;
    }

    /** Ends the span, with its duration and its books. */
    @Override
    public void close() {
        if (!CLOSED.compareAndSet(this, 0, 1)) {
            return;
        }
        try {
            if (scope != null) {
                scope.close();
            }
            Governed call = governed;
            if (call != null) {
                call.close(hasFailed);
            }
            long nanos = shared.nanos.getAsLong() - startNanos;
            recording.end(Math.round(nanos / NANOS_PER_MILLI));
            shared.tell(recording, this.call.operation(), attribution, hasFailed, nanos);
        } catch (RuntimeException e) {
            shared.problems.caught("ending an operation", e);
        } finally {
            recording.close();
        }
    }
}
