package ai.genops.sdk.govern;

import ai.genops.governance.budget.Alert;
import ai.genops.governance.budget.Budgets;
import ai.genops.governance.policy.Decision;
import ai.genops.governance.policy.Evaluation;
import ai.genops.governance.policy.Subject;
import ai.genops.governance.price.Rating;
import ai.genops.governance.price.Usage;
import ai.genops.sdk.attribution.Attribution;
import ai.genops.sdk.config.Enforcement;
import ai.genops.sdk.config.RuleSettings;
import ai.genops.sdk.config.Surroundings;
import ai.genops.sdk.problem.Problems;
import ai.genops.sdk.record.Recording;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides about calls of models: policies first, then budgets, all or none; what they cost comes from the catalogue.
 * Throws nothing but {@link GovernanceException}, and that only where rules are enforced. Thread-safe.
 */
public final class Governance {
    private final RuleSettings rules;
    private final Pricing pricing;
    private final Problems problems;
    private final InstantSource clock;
    private final Supplier<UUID> uuids;

    public Governance(RuleSettings rules, Problems problems, Surroundings surroundings) {
        this.rules = rules;
        this.pricing = new Pricing(rules.prices(), surroundings.clock());
        this.problems = problems;
        this.clock = surroundings.clock();
        this.uuids = surroundings.uuids();
    }

    /**
     * Lets a call run, with what it may cost reserved.
     *
     * @throws GovernanceException if rules are enforced and it must not run; that is recorded then
     */
    public Governed begin(Recording recording, ModelCall call, Attribution attribution) {
        Subject subject = subject(call, attribution, pricing.atMost(call));
        enforce(call.operation(), decide(recording, call, subject, isEnforced()));
        Governed governed = new Governed(this, recording, call, subject);
        Reserving.reserve(governed);
        return governed;
    }

    /** Settles what was kept under a key. It has run, so it is neither decided about nor reserved for. */
    public Governed settle(Recording recording, ModelCall call, Attribution attribution, String key) {
        Governed governed = new Governed(this, recording, call, subject(call, attribution, null));
        Budgets budgets = rules.budgets();
        if (budgets != null) {
            governed.settles(budgets.kept(key, budgets.covering(attribution.byName(), Reserving.DOLLARS)));
        }
        Told.nothingReserved(recording);
        return governed;
    }

    private static Subject subject(ModelCall call, Attribution attribution, @Nullable BigDecimal cost) {
        return new Subject(
                Subject.Phase.BEFORE,
                attribution.byName(),
                call.provider(),
                call.model(),
                call.region(),
                cost,
                "",
                call.prompt(),
                null);
    }

    /** What a call cost. */
    public Rating rate(ModelCall call, @Nullable String answered, Usage usage) {
        return pricing.rate(call, answered, usage);
    }

    /** The names of the policies, in the order in which they are asked. */
    public List<String> policyNames() {
        return rules.policies().names();
    }

    /**
     * Asks the policies and records each decision.
     *
     * @param canStop else what would stop the call is recorded as a warning
     * @return the most severe
     */
    @Nullable
    Decision decide(Recording recording, ModelCall call, Subject subject, boolean canStop) {
        Evaluation evaluation = rules.policies().only(call.policies()).evaluate(subject);
        List<Decision> decisions = evaluation.decisions();
        for (int i = 0; i < decisions.size(); i++) {
            Told.decision(recording, decisions.get(i), canStop);
        }
        return evaluation.decisive();
    }

    void enforce(String operation, @Nullable Decision decisive) {
        if (isEnforced() && decisive != null && !decisive.result().permits()) {
            throw new PolicyViolationException(operation, decisive);
        }
    }

    boolean isEnforced() {
        return rules.enforcement() == Enforcement.ENFORCE;
    }

    RuleSettings rules() {
        return rules;
    }

    Problems problems() {
        return problems;
    }

    InstantSource clock() {
        return clock;
    }

    /** Unique to a call, among those that the same books know. */
    String key(Span span, Budgets budgets) {
        SpanContext context = span.getSpanContext();
        if (!context.isValid()) {
            return uuids.get().toString();
        }
        return budgets.isLocal() ? context.getSpanId() : context.getTraceId() + "-" + context.getSpanId();
    }

    /** Tells whoever listens; its failures are counted. */
    void alert(Alert alert) {
        try {
            rules.alerts().accept(alert);
        } catch (RuntimeException e) {
            problems.caught("the listener for budget alerts", e);
        }
    }
}
