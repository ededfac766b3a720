package ai.genops.instrumentation.micrometer;

import ai.genops.governance.budget.Balance;
import ai.genops.governance.budget.Budget;
import ai.genops.governance.budget.Budgets;
import ai.genops.sdk.GenOps;
import ai.genops.sdk.attribution.Tag;
import ai.genops.sdk.problem.Problems;
import ai.genops.sdk.problem.Problems.Kind;
import ai.genops.sdk.record.Ended;
import ai.genops.sdk.record.PolicyResult;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Meters of what is governed; docs/instrumentation.md lists their names, types and tags. Tell it of operations with
 * {@code GenOpsConfig.onEnd(metrics)} and bind it to the GenOps that comes of it, for budgets and problems. Meters are
 * doubles: what must be exact is in the spans. Nothing of a person is a tag. Safe for concurrent use.
 */
public final class GenOpsMetrics implements Consumer<Ended> {
    private static final String NONE = "none";

    private final MeterRegistry registry;
    private final MeterProvider<Counter> cost;
    private final MeterProvider<Counter> tokens;
    private final MeterProvider<Counter> unpriced;
    private final MeterProvider<Counter> blocked;
    private final MeterProvider<Timer> operations;

    private GenOpsMetrics(MeterRegistry registry) {
        this.registry = registry;
        cost = counter(registry, "genops.ai.cost", "what calls of models cost, in the currency of the tag");
        tokens = counter(registry, "genops.ai.tokens", "tokens of models");
        unpriced = counter(registry, "genops.ai.unpriced", "operations with a cost that nobody knows");
        blocked = counter(registry, "genops.ai.blocked", "operations that a policy or a budget stopped");
        operations = Timer.builder("genops.ai.operations")
                .description("operations and how long they took")
                .withRegistry(registry);
    }

    public static GenOpsMetrics on(MeterRegistry registry) {
        return new GenOpsMetrics(registry);
    }

    private static MeterProvider<Counter> counter(MeterRegistry registry, String name, String description) {
        return Counter.builder(name).description(description).withRegistry(registry);
    }

    @Override
    public void accept(Ended ended) {
        Tags owner = Tags.of(
                "team", tag(ended.attribution().get(Tag.TEAM)),
                "project", tag(ended.attribution().get(Tag.PROJECT)),
                "environment", tag(ended.attribution().get(Tag.ENVIRONMENT)));
        operations
                .withTags(owner.and("operation", ended.operation()).and("outcome", outcome(ended)))
                .record(ended.duration());
        Tags model = owner.and("provider", tag(ended.provider())).and("model", tag(ended.model()));
        BigDecimal total = ended.cost();
        if (total != null) {
            cost.withTags(model.and("currency", ended.currency())).increment(total.doubleValue());
        }
        if (ended.isUnpriced()) {
            unpriced.withTags(model).increment();
        }
        count(model, "input", ended.inputTokens());
        count(model, "output", ended.outputTokens());
        if (ended.result().stops()) {
            blocked.withTags(owner.and("policy", tag(ended.policy())).and("code", tag(ended.reasonCode())))
                    .increment();
        }
    }

    private void count(Tags model, String direction, long count) {
        if (count > 0) {
            tokens.withTags(model.and("direction", direction)).increment((double) count);
        }
    }

    private static String outcome(Ended ended) {
        PolicyResult result = ended.result();
        if (result.stops()) {
            return result.name().toLowerCase(Locale.ROOT);
        }
        return ended.failed() ? "error" : "ok";
    }

    private static String tag(@Nullable String value) {
        return value == null ? NONE : value;
    }

    /**
     * Adds gauges of its budgets and counters of its problems. Budgets with one for each value of some attribution have no
     * gauges, because there may be any number of them; those whose books cannot be seen from here are not a number.
     */
    public void bind(GenOps genops) {
        Problems problems = genops.problems();
        for (Kind kind : Kind.values()) {
            FunctionCounter.builder("genops.problems", problems, all -> all.count(kind))
                    .tags("kind", kind.name().toLowerCase(Locale.ROOT))
                    .description("what went wrong without anybody being thrown at")
                    .register(registry);
        }
        Budgets budgets = genops.budgets();
        if (budgets != null) {
            budgets.single().forEach(budget -> bind(budgets, budget));
        }
    }

    private void bind(Budgets budgets, Budget budget) {
        Standing standing = new Standing(budgets, budget, registry.config().clock());
        gauge("limit", "what may be spent in the window", budget, standing, Balance::cap);
        gauge("spent", "what was spent in the window", budget, standing, Balance::committed);
        gauge("reserved", "what calls that run hold", budget, standing, Balance::reserved);
        gauge("remaining", "what is left", budget, standing, Balance::remaining);
    }

    private void gauge(
            String name, String description, Budget budget, Standing standing, Function<Balance, BigDecimal> amount) {
        Gauge.builder("genops.budget." + name, standing, now -> now.amount(amount))
                .tags("budget", budget.name(), "unit", budget.unit())
                .description(description)
                .strongReference(true)
                .register(registry);
    }
}
