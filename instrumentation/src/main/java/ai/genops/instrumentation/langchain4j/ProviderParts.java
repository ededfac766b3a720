package ai.genops.instrumentation.langchain4j;

import ai.genops.governance.price.Usage;
import dev.langchain4j.model.anthropic.AnthropicTokenUsage;
import dev.langchain4j.model.bedrock.BedrockTokenUsage;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponseMetadata;
import dev.langchain4j.model.googleai.GoogleAiGeminiTokenUsage;
import dev.langchain4j.model.openai.OpenAiChatRequestParameters;
import dev.langchain4j.model.openai.OpenAiChatResponseMetadata;
import dev.langchain4j.model.openai.OpenAiTokenUsage;
import dev.langchain4j.model.output.TokenUsage;
import org.jspecify.annotations.Nullable;

/**
 * What providers' own classes say beyond LangChain4j's. Their modules need not be there: a class is touched only by the
 * method that is called where an object is of that name.
 */
final class ProviderParts {
    private ProviderParts() {}

    /** As each provider means it: Anthropic's and Bedrock's input is what is left beside the cache. */
    static Usage usage(TokenUsage usage) {
        return switch (usage.getClass().getSimpleName()) {
            case "OpenAiTokenUsage" -> openAi(usage);
            case "AnthropicTokenUsage" -> anthropic(usage);
            case "BedrockTokenUsage" -> bedrock(usage);
            case "GoogleAiGeminiTokenUsage" -> gemini(usage);
            default -> Usage.of(count(usage.inputTokenCount()), count(usage.outputTokenCount()));
        };
    }

    private static Usage openAi(TokenUsage told) {
        OpenAiTokenUsage usage = (OpenAiTokenUsage) told;
        var in = usage.inputTokensDetails();
        var out = usage.outputTokensDetails();
        return new Usage(
                count(usage.inputTokenCount()),
                count(usage.outputTokenCount()),
                in == null ? 0 : count(in.cachedTokens()),
                0,
                0,
                out == null ? 0 : count(out.reasoningTokens()),
                0,
                0);
    }

    private static Usage anthropic(TokenUsage told) {
        AnthropicTokenUsage usage = (AnthropicTokenUsage) told;
        return besideCache(usage, usage.cacheReadInputTokens(), usage.cacheCreationInputTokens());
    }

    private static Usage bedrock(TokenUsage told) {
        BedrockTokenUsage usage = (BedrockTokenUsage) told;
        return besideCache(usage, usage.cacheReadInputTokens(), usage.cacheWriteInputTokens());
    }

    private static Usage besideCache(TokenUsage usage, @Nullable Integer cacheRead, @Nullable Integer cacheWrite) {
        return Usage.besideCache(
                count(usage.inputTokenCount()),
                count(usage.outputTokenCount()),
                count(cacheRead),
                count(cacheWrite),
                0);
    }

    private static Usage gemini(TokenUsage told) {
        GoogleAiGeminiTokenUsage usage = (GoogleAiGeminiTokenUsage) told;
        Usage answer = new Usage(
                count(usage.inputTokenCount()),
                count(usage.outputTokenCount()),
                count(usage.cachedContentTokenCount()),
                0,
                0,
                0,
                0,
                0);
        return answer.withReasoningBeside(count(usage.thoughtsTokenCount()));
    }

    /** How much may come back; below 0: not said. Reasoning models of OpenAI have a limit of their own name. */
    static long mostOutput(ChatRequestParameters asked) {
        Integer most = asked.maxOutputTokens();
        if (most == null && isOpenAi(asked)) {
            most = maxCompletionTokens(asked);
        }
        return most == null ? -1 : most;
    }

    private static @Nullable Integer maxCompletionTokens(ChatRequestParameters asked) {
        return ((OpenAiChatRequestParameters) asked).maxCompletionTokens();
    }

    /** The service tier that is asked for; null: not said. */
    static @Nullable String tier(ChatRequestParameters asked) {
        return isOpenAi(asked) ? askedTier(asked) : null;
    }

    private static @Nullable String askedTier(ChatRequestParameters asked) {
        return ((OpenAiChatRequestParameters) asked).serviceTier();
    }

    /** The service tier that served; null: not said. */
    static @Nullable String tier(ChatResponseMetadata metadata) {
        return metadata.getClass().getSimpleName().equals("OpenAiChatResponseMetadata") ? servedTier(metadata) : null;
    }

    private static @Nullable String servedTier(ChatResponseMetadata metadata) {
        return ((OpenAiChatResponseMetadata) metadata).serviceTier();
    }

    private static boolean isOpenAi(ChatRequestParameters asked) {
        return asked.getClass().getSimpleName().equals("OpenAiChatRequestParameters");
    }

    private static long count(@Nullable Integer told) {
        return told == null ? 0 : told;
    }
}
