package ai.genops.instrumentation.springai;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.model.tool.ToolCallingChatOptions;
import org.springframework.ai.openai.OpenAiChatOptions;

/**
 * What a prompt's options say, and where they say nothing, the model's own. Spring AI's modules for providers need not be
 * there: one is touched by a class of its own here, which is loaded only where an object is of that name.
 */
record Asked(@Nullable ChatOptions said, @Nullable ChatOptions usual) {
    @Nullable
    String model() {
        return first(ChatOptions::getModel);
    }

    /** How much may come back; below 0: not said. Reasoning models of OpenAI have a limit of their own name. */
    long mostOutput() {
        Integer most = first(options -> {
            Integer own = isOpenAi(options) ? OpenAi.mostOutput(options) : null;
            return own == null ? options.getMaxTokens() : own;
        });
        return most == null ? -1 : most;
    }

    /** The service tier that is asked for; null: not said. */
    @Nullable
    String tier() {
        return first(options -> isOpenAi(options) ? OpenAi.tier(options) : null);
    }

    /** How long the descriptions of its tools are. */
    long toolBytes() {
        Long bytes = first(options -> options instanceof ToolCallingChatOptions tools ? bytes(tools) : null);
        return bytes == null ? 0 : bytes;
    }

    private static @Nullable Long bytes(ToolCallingChatOptions options) {
        var tools = options.getToolCallbacks();
        return tools == null || tools.isEmpty()
                ? null
                : tools.stream()
                        .map(tool -> tool.getToolDefinition())
                        .mapToLong(tool -> Texts.bytes(tool.name())
                                + Texts.bytes(tool.description())
                                + Texts.bytes(tool.inputSchema()))
                        .sum();
    }

    private <T> @Nullable T first(Function<ChatOptions, @Nullable T> read) {
        T own = said == null ? null : read.apply(said);
        return own == null && usual != null ? read.apply(usual) : own;
    }

    /** The prompt, so that a stream tells its usage: OpenAI's does unless it is asked not to. */
    static Prompt withUsage(Prompt prompt, @Nullable ChatOptions usual) {
        ChatOptions options = prompt.getOptions() == null ? usual : prompt.getOptions();
        return options != null && isOpenAi(options) ? OpenAi.withUsage(prompt, options) : prompt;
    }

    private static boolean isOpenAi(ChatOptions options) {
        return options.getClass().getSimpleName().equals("OpenAiChatOptions");
    }

    private static final class OpenAi {
        static @Nullable Integer mostOutput(ChatOptions options) {
            return ((OpenAiChatOptions) options).getMaxCompletionTokens();
        }

        static @Nullable String tier(ChatOptions options) {
            return ((OpenAiChatOptions) options).getServiceTier();
        }

        static Prompt withUsage(Prompt prompt, ChatOptions asked) {
            OpenAiChatOptions options = (OpenAiChatOptions) asked;
            var stream = options.getStreamOptions();
            boolean tells = stream == null || Boolean.TRUE.equals(stream.includeUsage());
            return tells
                    ? prompt
                    : new Prompt(
                            prompt.getInstructions(),
                            options.mutate().streamUsage(true).build());
        }
    }
}
