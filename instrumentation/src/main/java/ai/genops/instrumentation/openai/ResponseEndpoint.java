package ai.genops.instrumentation.openai;

import ai.genops.governance.price.Usage;
import ai.genops.instrumentation.call.ClientCall;
import ai.genops.instrumentation.call.Endpoint;
import ai.genops.instrumentation.call.Watch;
import ai.genops.sdk.govern.ModelCall;
import com.openai.models.ResponsesModel;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseStreamEvent;
import com.openai.models.responses.ResponseUsage;
import org.jspecify.annotations.Nullable;

/** Responses. Those in the background tell their usage when nobody asks any more, and are refused. */
record ResponseEndpoint(String provider) implements Endpoint<ResponseCreateParams, Response, ResponseStreamEvent> {
    @Override
    public Class<ResponseCreateParams> params() {
        return ResponseCreateParams.class;
    }

    @Override
    public String type(ResponseCreateParams params) {
        return "ai.inference";
    }

    @Override
    public @Nullable String ungoverned(ResponseCreateParams params) {
        return params.background().orElse(false)
                ? "responses in the background are not governed: leave `background` out"
                : null;
    }

    @Override
    public ModelCall call(ResponseCreateParams params) {
        return Asked.call(
                "openai.responses",
                provider,
                params.model().map(ResponseEndpoint::name).orElse(null),
                params.serviceTier().map(tier -> tier.asString()),
                params.maxOutputTokens().orElse(-1L),
                params._body());
    }

    @Override
    public void tell(ClientCall call, Response response) {
        tellUsage(call, response);
        StringBuilder text = new StringBuilder();
        response.output()
                .forEach(item -> item.message()
                        .ifPresent(message -> message.content()
                                .forEach(part -> part.outputText()
                                        .ifPresent(output ->
                                                text.append(output.text()).append('\n')))));
        call.answered(text.toString());
    }

    private static boolean tellUsage(ClientCall call, Response response) {
        String tier = response.serviceTier().map(one -> one.asString()).orElse(null);
        response.usage().ifPresent(usage -> call.used(name(response.model()), tier, usage(usage)));
        return response.usage().isPresent();
    }

    private static String name(ResponsesModel model) {
        return model.string()
                .or(() -> model.chat().map(one -> one.asString()))
                .orElseGet(() -> model.asOnly().asString());
    }

    static Usage usage(ResponseUsage usage) {
        return new Usage(
                usage.inputTokens(),
                usage.outputTokens(),
                usage.inputTokensDetails().cachedTokens(),
                0,
                0,
                usage.outputTokensDetails().reasoningTokens(),
                0,
                0);
    }

    @Override
    public Watch<ResponseStreamEvent> watch(ClientCall call, ResponseCreateParams params) {
        return new ResponseWatch(call);
    }

    /** The last event has the whole response. */
    private static final class ResponseWatch extends Watch<ResponseStreamEvent> {
        private @Nullable Response last;

        ResponseWatch(ClientCall call) {
            super(call);
        }

        @Override
        protected boolean read(ResponseStreamEvent event) {
            event.outputTextDelta().ifPresent(delta -> text(delta.delta()));
            event.completed().ifPresent(end -> last = end.response());
            event.incomplete().ifPresent(end -> last = end.response());
            event.failed().ifPresent(end -> last = end.response());
            return true;
        }

        @Override
        protected boolean tell() {
            return last != null && tellUsage(call, last);
        }

        @Override
        protected void tellBrokenOff(long outputBytes) {
            call.brokenOff(-1, Usage.of(0, 0), outputBytes);
        }
    }
}
