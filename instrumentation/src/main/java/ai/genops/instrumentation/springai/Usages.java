package ai.genops.instrumentation.springai;

import ai.genops.governance.price.Usage;
import ai.genops.instrumentation.anthropic.AnthropicTelemetry;
import ai.genops.instrumentation.openai.OpenAiTelemetry;
import com.anthropic.models.messages.MessageDeltaUsage;
import com.openai.models.completions.CompletionUsage;
import org.jspecify.annotations.Nullable;

/**
 * What was used, as the provider's own client tells it where Spring AI carries that: it knows reasoning, and how long a
 * cache is kept. The clients need not be there: one is touched by a class of its
 * own here, which is loaded only where an object is of that name.
 */
final class Usages {
    private Usages() {}

    static Usage of(@Nullable String provider, org.springframework.ai.chat.metadata.Usage usage) {
        Object own = usage.getNativeUsage();
        if (own == null) {
            return plain(provider, usage);
        }
        return switch (own.getClass().getName()) {
            case "com.openai.models.completions.CompletionUsage" -> OpenAi.usage(own);
            case "com.anthropic.models.messages.Usage" -> Anthropic.usage(own);
            case "com.anthropic.models.messages.MessageDeltaUsage" -> Anthropic.atTheEnd(own, usage);
            default -> plain(provider, usage);
        };
    }

    /** Anthropic's and Bedrock's input is what is left beside the cache, that of others includes it. */
    private static Usage plain(@Nullable String provider, org.springframework.ai.chat.metadata.Usage usage) {
        long input = count(usage.getPromptTokens());
        long output = count(usage.getCompletionTokens());
        long read = count(usage.getCacheReadInputTokens());
        long write = count(usage.getCacheWriteInputTokens());
        return "anthropic".equals(provider) || "bedrock".equals(provider)
                ? Usage.besideCache(input, output, read, write, 0)
                : new Usage(input, output, read, write, 0, 0, 0, 0);
    }

    private static long count(@Nullable Number told) {
        return told == null ? 0 : told.longValue();
    }

    private static final class OpenAi {
        static Usage usage(Object own) {
            return OpenAiTelemetry.usage((CompletionUsage) own);
        }
    }

    private static final class Anthropic {
        static Usage usage(Object own) {
            return AnthropicTelemetry.usage((com.anthropic.models.messages.Usage) own);
        }

        /** Of a stream: what its last event says; Spring AI keeps only the input of the first. */
        static Usage atTheEnd(Object own, org.springframework.ai.chat.metadata.Usage usage) {
            MessageDeltaUsage last = (MessageDeltaUsage) own;
            return Usage.besideCache(
                    last.inputTokens().orElse(count(usage.getPromptTokens())),
                    last.outputTokens(),
                    last.cacheReadInputTokens().orElse(0L),
                    last.cacheCreationInputTokens().orElse(0L),
                    0);
        }
    }
}
