package ai.genops.sdk;

import ai.genops.sdk.attribution.Attribution;
import ai.genops.sdk.attribution.Propagation;
import ai.genops.sdk.attribution.TagRule.Level;
import ai.genops.sdk.attribution.TagRules;
import ai.genops.sdk.attribution.TagViolation;
import ai.genops.sdk.attribution.TagViolationException;
import ai.genops.sdk.config.GovernanceSettings;
import ai.genops.sdk.config.Surroundings;
import ai.genops.sdk.govern.Governance;
import ai.genops.sdk.govern.GovernanceException;
import ai.genops.sdk.govern.ModelCall;
import ai.genops.sdk.problem.Problems;
import ai.genops.sdk.problem.Problems.Kind;
import ai.genops.sdk.record.Ended;
import ai.genops.sdk.record.Names;
import ai.genops.sdk.record.PolicyResult;
import ai.genops.sdk.record.ReasonCode;
import ai.genops.sdk.record.Recorder;
import ai.genops.sdk.record.Recording;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What operations share; starts them. */
final class Shared {
    final Governance governance;
    final Propagation propagation;
    final Problems problems;
    final LongSupplier nanos;
    private final Tracer tracer;
    private final Recorder recorder;
    private final TagRules rules;
    /** Are told of each that ends. */
    private final List<Consumer<? super Ended>> ended;

    Shared(Tracer tracer, GovernanceSettings settings, Problems problems, Surroundings surroundings) {
        this.tracer = tracer;
        this.problems = problems;
        recorder = new Recorder(problems, settings.policyResults());
        governance = new Governance(settings.calls(), problems, surroundings);
        propagation = new Propagation(settings.defaults(), settings.baggage(), settings.trustsBaggage(), problems);
        rules = new TagRules(settings.rules());
        nanos = surroundings.nanos();
        ended = settings.ended();
    }

    /**
     * Starts an operation.
     *
     * @param parent the context it starts in
     * @param said who it is for beyond what the context says
     * @param settled the key of what it settles; null: nothing
     * @throws TagViolationException if it breaks a tag rule of level BLOCK
     * @throws GovernanceException if it is governed, rules are enforced and it must not run
     */
    Operation start(
            Context parent,
            String type,
            Attribution said,
            ModelCall call,
            boolean isGoverned,
            @Nullable String settled) {
        Attribution attribution = said;
        try {
            attribution = said.over(propagation.in(parent));
            List<TagViolation> violations = rules.check(attribution);
            SpanBuilder builder = tracer.spanBuilder(call.operation()).setParent(parent);
            attribution.writeTo(builder);
            Recording recording = recorder.begin(builder, call.operation(), type);
            Context context = propagation.send(parent.with(recording.span()), attribution);
            Operation operation = new Operation(this, recording, context, attribution, call);
            if (!violations.isEmpty()) {
                report(violations, call.operation(), operation);
            }
            if (isGoverned) {
                operation.govern(settled);
            }
            return operation;
        } catch (TagViolationException | GovernanceException e) {
            throw e;
        } catch (RuntimeException e) {
            problems.caught("starting an operation", e);
            return new Operation(this, recorder.of(Span.getInvalid()), Context.current(), attribution, call);
        }
    }

    private void report(List<TagViolation> violations, String name, Operation operation) {
        boolean isBlocked = false;
        for (TagViolation violation : violations) {
            isBlocked |= violation.level() == Level.BLOCK;
            problems.report(Kind.TAG, "operation `" + name + "`: " + violation.message());
            if (violation.level() != Level.WARN) {
                operation.span().addEvent(Names.TAG_VIOLATION, asEvent(violation));
            }
        }
        if (isBlocked) {
            operation.recordPolicy(decision -> decision.name("tag_validation")
                    .result(PolicyResult.BLOCKED)
                    .reasonCode(ReasonCode.TAG_INVALID)
                    .reason(TagViolationException.described(violations)));
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

    void tell(Recording recording, String operation, Attribution attribution, boolean failed, long nanos) {
        if (ended.isEmpty()) {
            return;
        }
        Ended what = recording.ended(operation, attribution, failed, Duration.ofNanos(nanos));
        for (Consumer<? super Ended> listener : ended) {
            try {
                listener.accept(what);
            } catch (RuntimeException e) {
                problems.caught("a listener for operations that end", e);
            }
        }
    }
}
