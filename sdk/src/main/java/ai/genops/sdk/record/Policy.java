package ai.genops.sdk.record;

import io.opentelemetry.api.trace.Span;
import org.jspecify.annotations.Nullable;

/**
 * A decision of a policy. Each becomes an event of its own and is never changed; the span's attributes show the most
 * severe, and of equally severe ones the first.
 */
public final class Policy extends Fact<Policy> {
    private static final EventKind<String, String, String, String> EVENT = new EventKind<>(
            Names.POLICY_EVALUATED,
            Names.POLICY_RESULT,
            Names.POLICY_NAME,
            Names.POLICY_REASON_CODE,
            Names.POLICY_REASON);

    private @Nullable String name;
    private @Nullable PolicyResult result;
    private @Nullable String reason;
    private @Nullable String reasonCode;

    Policy() {}

    @Override
    Policy self() {
        return this;
    }

    public Policy name(@Nullable String policy) {
        name = text(policy);
        return this;
    }

    public Policy result(@Nullable PolicyResult decided) {
        result = decided;
        return this;
    }

    /** By its name in any case, for example `blocked`. */
    public Policy result(@Nullable String decided) {
        result = PolicyResult.named(decided);
        if (result == null) {
            refuse("result", decided);
        }
        return this;
    }

    /** For people; it leaves the process with the span, so it should not quote what users wrote. */
    public Policy reason(@Nullable String why) {
        reason = text(why);
        return this;
    }

    /** One of {@link ReasonCode}, or one of yours that begins with `x_`. */
    public Policy reasonCode(@Nullable String code) {
        if (code != null && ReasonCode.isValid(code)) {
            reasonCode = code;
        } else {
            refuse("reason code", code);
        }
        return this;
    }

    @Override
    void write(Span span, Unit unit, PolicyResult.Form form) {
        if (result == null) {
            refuse("a decision without a result, of policy", name);
            return;
        }
        boolean isShown = write(span, unit, form, name, result, reason, code(result));
        if (isShown) {
            writeMetadata(span, Names.POLICY_METADATA);
            if (metadata("confidence") instanceof Number confidence) {
                span.setAttribute("genops.policy.confidence", confidence.doubleValue());
            }
        }
    }

    /** The specification has a code exactly where a unit is not simply allowed. */
    private @Nullable String code(PolicyResult decided) {
        if (decided != PolicyResult.ALLOWED) {
            return reasonCode == null ? ReasonCode.standingFor(decided) : reasonCode;
        }
        if (reasonCode != null) {
            refuse("of an allowed unit the reason code", reasonCode);
        }
        return null;
    }

    /**
     * Called with `unit` locked.
     *
     * @param code null exactly if it is allowed
     * @return whether it is the decision that the span shows
     */
    static boolean write(
            Span span,
            Unit unit,
            PolicyResult.Form form,
            @Nullable String name,
            PolicyResult result,
            @Nullable String reason,
            @Nullable String code) {
        EVENT.add(span, result.name(), name, code, reason);
        boolean isFirst = !unit.wasDecided();
        if (!unit.isMostSevere(result)) {
            return false;
        }
        unit.decided(name, code);
        // An attribute cannot be taken back: what a milder decision left is overwritten, with nothing if need be.
        String absent = isFirst ? null : "";
        span.setAttribute(Names.POLICY_RESULT, form.of(result));
        set(span, Names.POLICY_NAME, name == null ? absent : name);
        set(span, Names.POLICY_REASON, reason == null ? absent : reason);
        set(span, Names.POLICY_REASON_CODE, code);
        return true;
    }
}
