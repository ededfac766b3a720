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
 * What providers' own classes say beyond LangChain4j's. Their modules need not be there: each is touched by a class of its
 * own here, which is loaded only where an object is of that name.
 */
final class ProviderParts {
    private ProviderParts() {}

    /** As each provider means it: Anthropic's and Bedrock's input is what is left beside the cache. */
    static Usage usage(TokenUsage usage) {
        return switch (usage.getClass().getSimpleName()) {
            case "OpenAiTokenUsage" -> OpenAi.usage(usage);
            case "AnthropicTokenUsage" -> Anthropic.usage(usage);
            case "BedrockTokenUsage" -> Bedrock.usage(usage);
            case "GoogleAiGeminiTokenUsage" -> Gemini.usage(usage);
            default -> Usage.of(count(usage.inputTokenCount()), count(usage.outputTokenCount()));
        };
    }

    /** How much may come back; below 0: not said. Reasoning models of OpenAI have a limit of their own name. */
    static long mostOutput(ChatRequestParameters asked) {
        Integer own = isOpenAi(asked) ? OpenAi.mostOutput(asked) : null;
        Integer most = own == null ? asked.maxOutputTokens() : own;
        return most == null ? -1 : most;
    }

    /** The service tier that is asked for; null: not said. */
    static @Nullable String tier(ChatRequestParameters asked) {
        return isOpenAi(asked) ? OpenAi.tier(asked) : null;
    }

    /** The service tier that served; null: not said. */
    static @Nullable String tier(ChatResponseMetadata metadata) {
        boolean isOpenAi = metadata.getClass().getSimpleName().equals("OpenAiChatResponseMetadata");
        return isOpenAi ? OpenAi.tier(metadata) : null;
    }

    private static boolean isOpenAi(ChatRequestParameters asked) {
        return asked.getClass().getSimpleName().equals("OpenAiChatRequestParameters");
    }

    private static long count(@Nullable Integer told) {
        return told == null ? 0 : told;
    }

    private static Usage including(TokenUsage usage, @Nullable Integer cacheRead, @Nullable Integer reasoning) {
        return new Usage(
                count(usage.inputTokenCount()),
                count(usage.outputTokenCount()),
                count(cacheRead),
                0,
                0,
                count(reasoning),
                0,
                0);
    }

    private static Usage beside(TokenUsage usage, @Nullable Integer cacheRead, @Nullable Integer cacheWrite) {
        return Usage.besideCache(
                count(usage.inputTokenCount()),
                count(usage.outputTokenCount()),
                count(cacheRead),
                count(cacheWrite),
                0);
    }

    private static final class OpenAi {
        static Usage usage(TokenUsage told) {
            OpenAiTokenUsage usage = (OpenAiTokenUsage) told;
            var in = usage.inputTokensDetails();
            var out = usage.outputTokensDetails();
            return including(usage, in == null ? null : in.cachedTokens(), out == null ? null : out.reasoningTokens());
        }

        static @Nullable Integer mostOutput(ChatRequestParameters asked) {
            return ((OpenAiChatRequestParameters) asked).maxCompletionTokens();
        }

        static @Nullable String tier(ChatRequestParameters asked) {
            return ((OpenAiChatRequestParameters) asked).serviceTier();
        }

        static @Nullable String tier(ChatResponseMetadata metadata) {
            return ((OpenAiChatResponseMetadata) metadata).serviceTier();
        }
    }

    private static final class Anthropic {
        static Usage usage(TokenUsage told) {
            AnthropicTokenUsage usage = (AnthropicTokenUsage) told;
            return beside(usage, usage.cacheReadInputTokens(), usage.cacheCreationInputTokens());
        }
    }

    private static final class Bedrock {
        static Usage usage(TokenUsage told) {
            BedrockTokenUsage usage = (BedrockTokenUsage) told;
            return beside(usage, usage.cacheReadInputTokens(), usage.cacheWriteInputTokens());
        }
    }

    private static final class Gemini {
        static Usage usage(TokenUsage told) {
            GoogleAiGeminiTokenUsage usage = (GoogleAiGeminiTokenUsage) told;
            Integer thoughts = usage.thoughtsTokenCount();
            return including(usage, usage.cachedContentTokenCount(), null).withReasoningBeside(count(thoughts));
        }
    }
}
