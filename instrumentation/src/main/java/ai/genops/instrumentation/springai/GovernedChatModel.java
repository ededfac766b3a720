package ai.genops.instrumentation.springai;

import ai.genops.instrumentation.call.Calls;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;
import reactor.core.publisher.Flux;

/** A chat model each of whose calls is governed. */
final class GovernedChatModel implements ChatModel {
    private final Calls calls;
    private final ChatEndpoint endpoint;
    private final ChatModel model;
    private final GovernedStream stream;

    GovernedChatModel(Calls calls, @Nullable String provider, ChatModel model) {
        this.calls = calls;
        this.endpoint = ChatEndpoint.of(provider, model);
        this.model = model;
        this.stream = new GovernedStream(calls, endpoint, model);
    }

    @Override
    public ChatResponse call(Prompt prompt) {
        return calls.now(endpoint, prompt, () -> model.call(prompt));
    }

    @Override
    public Flux<ChatResponse> stream(Prompt prompt) {
        return stream.stream(prompt);
    }

    @Override
    public ChatOptions getOptions() {
        return model.getOptions();
    }
}
