package ai.genops.sdk;

import ai.genops.sdk.attribution.Attribution;
import ai.genops.sdk.attribution.AttributionBuilder;
import ai.genops.sdk.attribution.TagRule.Level;
import ai.genops.sdk.attribution.TagViolation;
import ai.genops.sdk.attribution.TagViolationException;
import ai.genops.sdk.problem.Problems.Kind;
import ai.genops.sdk.record.Names;
import ai.genops.sdk.record.PolicyResult;
import ai.genops.sdk.record.ReasonCode;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An operation that has not started: its name, its type, and who it is for beyond what defaults and context say. For
 * one thread and one operation.
 */
public final class OperationBuilder extends AttributionBuilder<OperationBuilder> {
    private static final String USUAL_TYPE = "ai.inference";

    private final Shared shared;
    private final String name;
    private String type = USUAL_TYPE;
    private @Nullable Context parent;

    OperationBuilder(Shared shared, String name) {
        this.shared = shared;
        this.name = name;
    }

    @Override
    protected OperationBuilder self() {
        return this;
    }

    /** Its category, for example `ai.training`; `ai.inference` if nothing is said. */
    public OperationBuilder type(@Nullable String category) {
        type = category == null || category.isBlank() ? type : category;
        return this;
    }

    /** The context it starts in, where that is not the thread's. */
    public OperationBuilder parent(Context context) {
        parent = context;
        return this;
    }

    /**
     * Starts it and makes it the thread's current one until it is closed, on this thread.
     *
     * @throws TagViolationException if it breaks a tag rule of level BLOCK; nothing else is thrown
     */
    public Operation start() {
        return startDetached().current();
    }

    /**
     * Starts it without making it current, so that any thread may close it.
     *
     * @throws TagViolationException if it breaks a tag rule of level BLOCK; nothing else is thrown
     */
    public Operation startDetached() {
        try {
            return begin(parent == null ? Context.current() : parent);
        } catch (TagViolationException e) {
            throw e;
        } catch (RuntimeException e) {
            shared.problems().caught("starting an operation", e);
            return new Operation(shared, Span.getInvalid(), Context.current(), Attribution.NONE);
        }
    }

    /**
     * Does the work inside the operation. What the work throws is recorded and thrown on.
     *
     * @throws X what the work throws
     * @throws TagViolationException if it breaks a tag rule of level BLOCK; the work is not done then
     */
    public <T extends @Nullable Object, X extends Exception> T call(Work<T, X> work) throws X {
        try (Operation operation = start()) {
            try {
                return work.run(operation);
            } catch (Throwable e) {
                operation.recordError(e);
                throw e;
            }
        }
    }

    /**
     * Does the work inside the operation, as {@link #call}, where it comes to nothing.
     *
     * @throws TagViolationException if it breaks a tag rule of level BLOCK; the work is not done then
     */
    public void run(Consumer<Operation> work) {
        call(operation -> {
            work.accept(operation);
            return true;
        });
    }

    /**
     * Starts work that ends later. The operation is current while `work` runs, and ends with the stage it returns.
     *
     * @return what the stage comes to; cancelling it does not cancel the work
     * @throws TagViolationException if it breaks a tag rule of level BLOCK; the work is not started then
     */
    @SuppressWarnings("try") // The scope is only closed.
    public <T extends @Nullable Object> CompletableFuture<T> callAsync(
            Function<Operation, ? extends CompletionStage<T>> work) {
        Operation operation = startDetached();
        try (Scope scope = operation.context().makeCurrent()) {
            return work.apply(operation)
                    .whenComplete((result, thrown) -> end(operation, thrown))
                    .toCompletableFuture();
        } catch (RuntimeException | Error e) {
            end(operation, e);
            throw e;
        }
    }

    private static void end(Operation operation, @Nullable Throwable thrown) {
        if (thrown != null) {
            Throwable cause = thrown.getCause();
            operation.recordError(thrown instanceof CompletionException && cause != null ? cause : thrown);
        }
        operation.close();
    }

    private Operation begin(Context context) {
        refused().forEach(text -> shared.problems().report(Kind.ATTRIBUTION, text));
        Attribution attribution = attribution().over(shared.propagation().in(context));
        List<TagViolation> violations = shared.rules().check(attribution);
        SpanBuilder builder = shared.tracer().spanBuilder(name).setParent(context);
        attribution.forEach((tag, value) -> tag.keys().forEach(key -> builder.setAttribute(key, value)));
        Span span = builder.startSpan();
        shared.recorder().begin(span, name, type);
        Operation operation = new Operation(
                shared, span, shared.propagation().put(context, attribution).with(span), attribution);
        if (!violations.isEmpty()) {
            report(violations, operation);
        }
        return operation;
    }

    private void report(List<TagViolation> violations, Operation operation) {
        for (TagViolation violation : violations) {
            shared.problems().report(Kind.TAG, "operation `" + name + "`: " + violation.message());
            if (violation.level() != Level.WARN) {
                operation.span().addEvent(Names.TAG_VIOLATION, asEvent(violation));
            }
        }
        if (violations.stream().anyMatch(violation -> violation.level() == Level.BLOCK)) {
            operation.recordPolicy(decision -> decision.name("tag_validation")
                    .result(PolicyResult.BLOCKED)
                    .reasonCode(ReasonCode.TAG_INVALID)
                    .reason(violations.stream().map(TagViolation::message).collect(Collectors.joining("; "))));
            operation.close();
            throw new TagViolationException(name, violations);
        }
    }

    private static Attributes asEvent(TagViolation violation) {
        return Attributes.of(
                Names.TAG_NAME, violation.tag().name(),
                Names.TAG_LEVEL, violation.level().name(),
                Names.TAG_MESSAGE, violation.message());
    }
}
