package ai.genops.autoconfigure;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;

/// A program that knows nothing of GenOps: its libraries make spans of models by several conventions. With the argument
/// `agent` it has OpenTelemetry from the agent, else by autoconfiguration.
final class Program {
    private final Tracer tracer;

    private Program(Tracer tracer) {
        this.tracer = tracer;
    }

    public static void main(String[] arguments) {
        if (arguments[0].equals("agent")) {
            new Program(GlobalOpenTelemetry.getTracer("some.library")).run();
            return;
        }
        var sdk = AutoConfiguredOpenTelemetrySdk.initialize().getOpenTelemetrySdk();
        new Program(((OpenTelemetry) sdk).getTracer("some.library")).run();
        sdk.close();
    }

    @SuppressWarnings("try") // The scopes are only closed.
    private void run() {
        call(
                "gen_ai, today",
                Attributes.builder()
                        .put("gen_ai.operation.name", "chat")
                        .put("gen_ai.provider.name", "openai")
                        .put("gen_ai.request.model", "gpt-4o")
                        .put("gen_ai.response.model", "gpt-4o-of-tomorrow")
                        .put("gen_ai.usage.input_tokens", 1000)
                        .put("gen_ai.usage.cache_read.input_tokens", 400)
                        .put("gen_ai.usage.output_tokens", 500)
                        .build());
        call(
                "gen_ai, first",
                Attributes.builder()
                        .put("gen_ai.system", "openai")
                        .put("gen_ai.request.model", "gpt-4o")
                        .put("gen_ai.usage.prompt_tokens", 1000)
                        .put("gen_ai.usage.completion_tokens", 500)
                        .build());
        call(
                "openinference",
                Attributes.builder()
                        .put("openinference.span.kind", "LLM")
                        .put("llm.provider", "openai")
                        .put("llm.model_name", "gpt-4o")
                        .put("llm.token_count.prompt", 1000)
                        .put("llm.token_count.completion", 500)
                        .put("genops.team", "its own")
                        .build());
        call(
                "unknown",
                Attributes.builder()
                        .put("gen_ai.provider.name", "openai")
                        .put("gen_ai.request.model", "gpt-99")
                        .put("gen_ai.usage.input_tokens", 10)
                        .build());
        call(
                "accounted",
                Attributes.builder()
                        .put("gen_ai.provider.name", "openai")
                        .put("gen_ai.request.model", "gpt-4o")
                        .put("gen_ai.usage.input_tokens", 1000)
                        .put("genops.cost.total", 7.0)
                        .build());
        call("nothing to do with it", Attributes.of(AttributeKey.stringKey("http.route"), "/"));
        Span failed = tracer.spanBuilder("failed")
                .setAttribute("gen_ai.provider.name", "openai")
                .setAttribute("gen_ai.request.model", "gpt-4o")
                .startSpan();
        failed.setStatus(StatusCode.ERROR);
        failed.end();
        Baggage baggage = Baggage.builder()
                .put("genops.customer_id", "customer-7")
                .put("genops.team", "somebody else")
                .build();
        try (Scope scope = Context.current().with(baggage).makeCurrent()) {
            call("for a customer", gpt());
        }
        stacked();
        partOfAccountedCall();
    }

    private static Attributes gpt() {
        return Attributes.builder()
                .put("gen_ai.operation.name", "chat")
                .put("gen_ai.provider.name", "openai")
                .put("gen_ai.request.model", "gpt-4o")
                .put("gen_ai.usage.input_tokens", 1000)
                .put("gen_ai.usage.output_tokens", 500)
                .build();
    }

    private void call(String name, Attributes attributes) {
        tracer.spanBuilder(name).setAllAttributes(attributes).startSpan().end();
    }

    /// An agent around a framework around a client, each of which says the same usage, and HTTP between.
    @SuppressWarnings("try")
    private void stacked() {
        Span agent = tracer.spanBuilder("agent")
                .setAllAttributes(gpt())
                .setAttribute("gen_ai.operation.name", "invoke_agent")
                .startSpan();
        try (Scope inAgent = agent.makeCurrent()) {
            Span outer = tracer.spanBuilder("outer").setAllAttributes(gpt()).startSpan();
            try (Scope inOuter = outer.makeCurrent()) {
                Span http = tracer.spanBuilder("http").startSpan();
                try (Scope inHttp = http.makeCurrent()) {
                    call("inner", gpt());
                }
                http.end();
            }
            outer.end();
        }
        agent.end();
    }

    /// As the GenOps SDK makes them: what is reserved is on the span before the call runs.
    @SuppressWarnings("try")
    private void partOfAccountedCall() {
        Span governed = tracer.spanBuilder("governed")
                .setAttribute("genops.spec.version", "0.1")
                .setAttribute("genops.accounting.reserved", 0.0)
                .startSpan();
        try (Scope scope = governed.makeCurrent()) {
            call("part of it", gpt());
        }
        governed.setAttribute("genops.cost.total", 0.0075);
        governed.end();
    }
}
