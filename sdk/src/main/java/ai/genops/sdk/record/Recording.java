package ai.genops.sdk.record;

import ai.genops.governance.price.Rating;
import ai.genops.governance.price.Usage;
import ai.genops.sdk.attribution.Attribution;
import ai.genops.sdk.problem.Problems.Kind;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One span with what has been told of it. Writes facts on it; what callers tell never throws: what fails is a problem. Thread-safe. */
public final class Recording {
    /** The specification's attributes that nothing here writes. */
    private static final Set<String> FREE = Set.of(
            "genops.sla.tier",
            "genops.sla.latency_target_ms",
            "genops.sla.actual_latency_ms",
            "genops.sla.met",
            "genops.compliance.audit_trail_required",
            "genops.compliance.retention_years");

    private final Recorder recorder;
    private final Span span;
    private final Unit unit;

    Recording(Recorder recorder, Span span, Unit unit) {
        this.recorder = recorder;
        this.span = span;
        this.unit = unit;
    }

    public Span span() {
        return span;
    }

    /**
     * Records a cost.
     *
     * @return what was told, recorded or not; null if telling it failed
     */
    public @Nullable Cost cost(Consumer<? super Cost> told) {
        return record(new Cost(), told);
    }

    public void tokens(Consumer<? super Tokens> told) {
        record(new Tokens(), told);
    }

    public void policy(Consumer<? super Policy> told) {
        record(new Policy(), told);
    }

    public void evaluation(Consumer<? super Evaluation> told) {
        record(new Evaluation(), told);
    }

    public void budget(Consumer<? super Budget> told) {
        record(new Budget(), told);
    }

    public void reservation(Consumer<? super Reservation> told) {
        record(new Reservation(), told);
    }

    public void reconciliation(Consumer<? super Reconciliation> told) {
        record(new Reconciliation(), told);
    }

    /**
     * What a call has used and what came of pricing it; as {@link #cost}.
     *
     * @return the cost in US dollars; null: unpriced
     */
    public @Nullable BigDecimal rated(@Nullable String provider, @Nullable String model, Usage usage, Rating rating) {
        BigDecimal total =
                rating instanceof Rating.Priced priced ? priced.cost().total() : null;
        if (usage.isWhole() && (total == null || Fact.isMoney(total)) && span.isRecording()) {
            synchronized (unit) {
                if (unit.isPayable(Cost.DOLLARS)) {
                    Cost.write(span, unit, Fact.text(provider), Fact.text(model), usage, rating, total);
                    return total;
                }
            }
        }
        Cost told = cost(cost -> cost.provider(provider)
                .model(model)
                .inputTokens(usage.prompt())
                .outputTokens(usage.output())
                .rating(rating));
        return told == null ? null : told.dollars();
    }

    /**
     * What a policy has decided; as {@link #policy}.
     *
     * @param code null exactly if it is allowed
     */
    public void decided(String policy, PolicyResult result, String reason, @Nullable String code) {
        if (isRecording()) {
            synchronized (unit) {
                PolicyResult.Form form = unit.formOr(recorder.form);
                Policy.write(span, unit, form, Fact.text(policy), result, Fact.text(reason), code);
            }
        }
    }

    /** What is set aside in a budget, in its unit; as {@link #reservation}. */
    public void reserved(String budget, String unitOfMeasure, BigDecimal amount) {
        if (isRecording()) {
            synchronized (unit) {
                Reservation.write(span, unit, amount, unitOfMeasure, budget, null);
            }
        }
    }

    /** How a budget stands, in its unit; as {@link #budget}. */
    public void stands(String name, String period, double limit, double used, double remaining) {
        if (isRecording()) {
            Budget.write(span, name, period, limit, used, remaining, limit == 0 ? null : Budget.percent(used, limit));
        }
    }

    /**
     * Any other attribute of the span. What is recorded here by itself (attribution, costs, decisions, accounting) cannot be
     * set this way.
     */
    public <T> void attribute(AttributeKey<T> key, T value) {
        String name = key.getKey();
        if (name.startsWith("genops.") && !FREE.contains(name)) {
            recorder.problems.report(
                    Kind.ATTRIBUTION,
                    "`" + name + "` of a started operation cannot be set: it is settled at the start, or has a"
                            + " record method");
            return;
        }
        try {
            span.setAttribute(key, value);
        } catch (RuntimeException e) {
            recorder.problems.caught("setting an attribute", e);
        }
    }

    /** The books of a unit that ends. */
    public void end(long durationMillis) {
        span.setAttribute(Names.DURATION, Long.valueOf(durationMillis));
        synchronized (unit) {
            unit.close(span);
        }
    }

    /** Ends the span: nothing more is told of it. */
    public void close() {
        span.end();
        Units.forget(span);
    }

    /** What has been told of a unit that has ended. */
    public Ended ended(String operation, Attribution attribution, boolean failed, Duration duration) {
        synchronized (unit) {
            return unit.ended(operation, attribution, failed, duration);
        }
    }

    private <F extends Fact<F>> @Nullable F record(F fact, Consumer<? super F> told) {
        try {
            told.accept(fact);
            if (isRecording()) {
                synchronized (unit) {
                    fact.write(span, unit, unit.formOr(recorder.form));
                }
            }
            for (String refusal : fact.refusals()) {
                recorder.problems.report(Kind.VALUE, refusal);
            }
            return fact;
        } catch (RuntimeException e) {
            recorder.problems.caught("recording", e);
            return null;
        }
    }

    private boolean isRecording() {
        boolean is = span.isRecording();
        if (!is) {
            recorder.problems.report(
                    Kind.NOT_RECORDING, "something was told of a span that has ended or is not recorded");
        }
        return is;
    }
}
