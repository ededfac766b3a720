package ai.genops.benchmarks;

import ai.genops.sdk.record.Names;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;

/// The span of a governed call written with OpenTelemetry alone, by somebody who knows beforehand what there is to say.
final class SpansByHand {
    private static final AttributeKey<String> TEAM = AttributeKey.stringKey("genops.team");
    private static final AttributeKey<String> PROJECT = AttributeKey.stringKey("genops.project");
    private static final AttributeKey<String> ENVIRONMENT = AttributeKey.stringKey("genops.environment");
    private static final AttributeKey<String> CUSTOMER = AttributeKey.stringKey("genops.customer_id");
    private static final AttributeKey<String> FEATURE = AttributeKey.stringKey("genops.feature");
    private static final double RESERVED = 0.010375;
    private static final double ACTUAL = 0.003375;
    private static final double DELTA = -0.007;
    private static final double CAP = 100_000_000;

    private final Tracer tracer;
    private final String catalogue;

    SpansByHand(OpenTelemetry openTelemetry, String catalogue) {
        tracer = openTelemetry.getTracer("by hand");
        this.catalogue = catalogue;
    }

    @SuppressWarnings("try") // The scope is only closed.
    void required() {
        Span span = start();
        try (Scope scope = Context.current().with(span).makeCurrent()) {
            decided(span);
            reserved(span);
        } finally {
            reconciled(span);
            span.end();
        }
    }

    @SuppressWarnings("try") // The scope is only closed.
    void sameSpan() {
        Span span = start();
        try (Scope scope = Context.current().with(span).makeCurrent()) {
            decided(span);
            span.setAttribute(Names.POLICY_NAME, "models");
            reserved(span);
            cost(span);
        } finally {
            reconciled(span);
            budget(span);
            span.setAttribute(Names.DURATION, 0L);
            span.end();
        }
    }

    private Span start() {
        return tracer.spanBuilder("ai.chat.completion")
                .setParent(Context.current())
                .setAttribute(TEAM, "ai-platform")
                .setAttribute(PROJECT, "chat")
                .setAttribute(ENVIRONMENT, "production")
                .setAttribute(CUSTOMER, "enterprise-abc")
                .setAttribute(FEATURE, "support-chat")
                .startSpan()
                .setAttribute(Names.SPEC_VERSION, "0.1")
                .setAttribute(Names.OPERATION_NAME, "ai.chat.completion")
                .setAttribute(Names.OPERATION_TYPE, "ai.inference")
                .setAttribute(Names.POLICY_RESULT, "allowed");
    }

    private static void decided(Span span) {
        span.addEvent(
                Names.POLICY_EVALUATED, Attributes.of(Names.POLICY_RESULT, "ALLOWED", Names.POLICY_NAME, "models"));
    }

    private static void reserved(Span span) {
        span.setAttribute(Names.RESERVED, RESERVED);
        span.setAttribute(Names.UNIT, "USD");
        span.addEvent(
                Names.RESERVATION,
                Attributes.of(Names.RESERVED, RESERVED, Names.UNIT, "USD", Names.BUDGET_NAME, "daily"));
    }

    private void cost(Span span) {
        span.setAttribute(Names.COST_PROVIDER, "openai");
        span.setAttribute(Names.COST_MODEL, "gpt-4o");
        span.setAttribute(Names.COST_CURRENCY, "USD");
        span.setAttribute(Names.COST_TOTAL, ACTUAL);
        span.setAttribute(Names.COST_INPUT, 0.000375);
        span.setAttribute(Names.COST_OUTPUT, 0.003);
        span.setAttribute(Names.COST_CATALOGUE, catalogue);
        span.setAttribute(Names.TOKENS_INPUT, 150L);
        span.setAttribute(Names.TOKENS_OUTPUT, 300L);
        span.setAttribute(Names.TOKENS_TOTAL, 450L);
        span.addEvent(
                Names.COST_CALCULATED,
                Attributes.of(
                        Names.COST_CURRENCY,
                        "USD",
                        Names.COST_PROVIDER,
                        "openai",
                        Names.COST_MODEL,
                        "gpt-4o",
                        Names.COST_TOTAL,
                        ACTUAL));
    }

    private static void reconciled(Span span) {
        span.setAttribute(Names.ACTUAL, ACTUAL);
        span.setAttribute(Names.RECONCILIATION_DELTA, DELTA);
        span.addEvent(
                Names.RECONCILIATION,
                Attributes.of(
                        Names.ACTUAL,
                        ACTUAL,
                        Names.RESERVED,
                        RESERVED,
                        Names.UNIT,
                        "USD",
                        Names.RECONCILIATION_DELTA,
                        DELTA));
    }

    private static void budget(Span span) {
        span.setAttribute(Names.BUDGET_NAME, "daily");
        span.setAttribute(Names.BUDGET_PERIOD, "day");
        span.setAttribute(Names.BUDGET_ALLOCATED, CAP);
        span.setAttribute(Names.BUDGET_LIMIT, CAP);
        span.setAttribute(Names.BUDGET_CONSUMED, ACTUAL);
        span.setAttribute(Names.BUDGET_USED, ACTUAL);
        span.setAttribute(Names.BUDGET_REMAINING, CAP - ACTUAL);
        span.setAttribute(Names.BUDGET_UTILIZATION_PERCENT, ACTUAL / CAP);
        span.setAttribute(Names.BUDGET_UTILIZATION, ACTUAL / CAP);
    }
}
