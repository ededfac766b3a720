package ai.genops.instrumentation.openai;

import ai.genops.governance.price.Usage;
import ai.genops.instrumentation.call.ClientCall;
import ai.genops.instrumentation.call.Endpoint;
import ai.genops.instrumentation.call.Watch;
import ai.genops.sdk.govern.ModelCall;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.completions.CompletionUsage;
import java.util.Optional;
import java.util.stream.Collectors;

/** Chat completions. */
record ChatEndpoint(String provider)
        implements Endpoint<ChatCompletionCreateParams, ChatCompletion, ChatCompletionChunk> {
    @Override
    public Class<ChatCompletionCreateParams> params() {
        return ChatCompletionCreateParams.class;
    }

    @Override
    public String type(ChatCompletionCreateParams params) {
        return "ai.inference";
    }

    @Override
    @SuppressWarnings("deprecation") // Older models know only maxTokens.
    public ModelCall call(ChatCompletionCreateParams params) {
        Optional<Long> most = params.maxCompletionTokens().or(params::maxTokens);
        long choices = Math.max(1, params.n().orElse(1L));
        return Asked.call(
                "openai.chat.completions",
                provider,
                params.model().asString(),
                params.serviceTier().map(tier -> tier.asString()),
                most.map(tokens -> tokens * choices).orElse(-1L),
                params._body());
    }

    @Override
    public ChatCompletionCreateParams forStreaming(ChatCompletionCreateParams params) {
        ChatCompletionStreamOptions options = params.streamOptions()
                .map(ChatCompletionStreamOptions::toBuilder)
                .orElseGet(ChatCompletionStreamOptions::builder)
                .includeUsage(true)
                .build();
        return params.toBuilder().streamOptions(options).build();
    }

    private static boolean asksForUsage(ChatCompletionCreateParams params) {
        return params.streamOptions()
                .flatMap(ChatCompletionStreamOptions::includeUsage)
                .orElse(false);
    }

    @Override
    public void tell(ClientCall call, ChatCompletion response) {
        response.usage()
                .ifPresent(usage -> call.used(
                        response.model(),
                        response.serviceTier().map(tier -> tier.asString()).orElse(null),
                        usage(usage)));
        call.answered(response.choices().stream()
                .map(choice -> choice.message().content().orElse(""))
                .collect(Collectors.joining("\n")));
    }

    @Override
    public Watch<ChatCompletionChunk> watch(ClientCall call, ChatCompletionCreateParams params) {
        return new ChatWatch(call, asksForUsage(params));
    }

    /** Input includes what the cache had, output what was reasoned. */
    static Usage usage(CompletionUsage usage) {
        var in = usage.promptTokensDetails();
        var out = usage.completionTokensDetails();
        return new Usage(
                usage.promptTokens(),
                usage.completionTokens(),
                in.flatMap(CompletionUsage.PromptTokensDetails::cachedTokens).orElse(0L),
                0,
                0,
                out.flatMap(CompletionUsage.CompletionTokensDetails::reasoningTokens)
                        .orElse(0L),
                in.flatMap(CompletionUsage.PromptTokensDetails::audioTokens).orElse(0L),
                out.flatMap(CompletionUsage.CompletionTokensDetails::audioTokens)
                        .orElse(0L));
    }
}
