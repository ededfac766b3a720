package ai.genops.sdk;

import ai.genops.sdk.attribution.AttributionBuilder;
import ai.genops.sdk.attribution.TagViolationException;
import ai.genops.sdk.govern.GovernanceException;
import ai.genops.sdk.govern.ModelCall;
import ai.genops.sdk.problem.Problems.Kind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
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
    private @Nullable String provider;
    private @Nullable String model;
    private @Nullable String region;
    private @Nullable String serviceTier;
    private @Nullable String prompt;
    private long inputTokens = -1;
    private long maxOutputTokens = -1;
    private @Nullable BigDecimal estimate;
    /** The only ones that are asked; none: all. Null: it is not governed. */
    private @Nullable Set<String> policies;

    OperationBuilder(Shared shared, String name) {
        this.shared = shared;
        boolean isNamed = name != null && !name.isBlank();
        this.name = isNamed ? name : "unnamed";
        if (!isNamed) {
            shared.problems.report(Kind.ATTRIBUTION, "an operation has no name");
        }
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

    /**
     * It is a call of this model: policies are asked before it starts, and what it may cost is reserved in the budgets.
     *
     * @param providerName as catalogues name it, for example `openai`
     */
    public OperationBuilder model(@Nullable String providerName, @Nullable String modelName) {
        provider = providerName;
        model = modelName;
        return governed();
    }

    /** Of the policies only these are asked; none: all. */
    public OperationBuilder policies(String... names) {
        policies = Set.of(names);
        return this;
    }

    /** Policies are asked about it, though it names no model. Budgets need a model or an estimate. */
    public OperationBuilder governed() {
        policies = policies == null ? Set.of() : policies;
        return this;
    }

    /** Where the model runs, as the provider names it. */
    public OperationBuilder region(@Nullable String name) {
        region = name;
        return this;
    }

    /** `batch`, `flex` or `priority`; anything else is the usual one. */
    public OperationBuilder serviceTier(@Nullable String name) {
        serviceTier = name;
        return this;
    }

    /** What is asked, for policies to see. It is not recorded. */
    public OperationBuilder prompt(@Nullable String text) {
        prompt = text;
        return this;
    }

    /** How many tokens are sent, if they are counted; else the bytes of the prompt are the most there can be. */
    public OperationBuilder inputTokens(long count) {
        inputTokens = count;
        return this;
    }

    /** How many tokens may come back; 16,384 are reserved for if nothing is said. */
    public OperationBuilder maxOutputTokens(long count) {
        maxOutputTokens = count;
        return this;
    }

    /** What it costs at most, in US dollars, instead of what tokens and prices say. */
    public OperationBuilder estimate(@Nullable BigDecimal amount) {
        estimate = amount;
        return governed();
    }

    /** As {@link #estimate(BigDecimal)}, from text such as `"0.05"`; what is no amount is not taken, and counted. */
    public OperationBuilder estimate(@Nullable String amount) {
        try {
            return estimate(amount == null ? null : new BigDecimal(amount));
        } catch (NumberFormatException e) {
            shared.problems.report(Kind.VALUE, "the estimate of operation `" + name + "` is no amount: " + amount);
            return governed();
        }
    }

    /** The context it starts in, where that is not the thread's. */
    public OperationBuilder parent(Context context) {
        parent = context;
        return this;
    }

    /**
     * Starts it and makes it the thread's current one until it is closed, on this thread.
     *
     * @throws TagViolationException if it breaks a tag rule of level BLOCK
     * @throws GovernanceException if it is a call of a model, rules are enforced, and a policy blocks it or a budget
     *     refuses it; nothing else is thrown
     */
    public Operation start() {
        return startDetached().current();
    }

    /**
     * Starts it without making it current, so that any thread may close it.
     *
     * @throws TagViolationException if it breaks a tag rule of level BLOCK
     * @throws GovernanceException if it is a call of a model, rules are enforced, and a policy blocks it or a budget
     *     refuses it; nothing else is thrown
     */
    public Operation startDetached() {
        return begin(null);
    }

    /**
     * Starts it, detached, to tell what something cost that another has begun and that {@link Operation#continuesAs went on}
     * under this key. Policies see its answers; it is neither decided about nor reserved for, as it has run. The books take
     * its cost once, whoever tells it; nothing is settled where it tells none.
     *
     * @throws TagViolationException if it breaks a tag rule of level BLOCK
     */
    public Operation startSettling(String key) {
        return begin(key);
    }

    private Operation begin(@Nullable String settled) {
        List<String> refused = refused();
        for (int i = 0; i < refused.size(); i++) {
            shared.problems.report(Kind.ATTRIBUTION, refused.get(i));
        }
        Set<String> asked = policies == null ? Set.of() : policies;
        ModelCall call = new ModelCall(
                name, provider, model, region, serviceTier, prompt, inputTokens, maxOutputTokens, estimate, asked);
        Context in = parent == null ? Context.current() : parent;
        return shared.start(in, type, attribution(), call, policies != null || settled != null, settled);
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
     * @return what the stage comes to; whoever cancels it, or waits no longer, leaves the work and its operation as they are
     * @throws TagViolationException if it breaks a tag rule of level BLOCK; the work is not started then
     */
    @SuppressWarnings("try") // The scope is only closed.
    public <T extends @Nullable Object> CompletableFuture<T> callAsync(
            Function<Operation, ? extends CompletionStage<T>> work) {
        Operation operation = startDetached();
        try (Scope scope = operation.context().makeCurrent()) {
            CompletableFuture<T> told = new CompletableFuture<>();
            work.apply(operation).whenComplete((result, thrown) -> {
                end(operation, thrown);
                if (thrown == null) {
                    told.complete(result);
                } else {
                    told.completeExceptionally(thrown);
                }
            });
            return told;
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
}
