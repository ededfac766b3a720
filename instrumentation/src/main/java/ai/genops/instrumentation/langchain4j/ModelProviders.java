package ai.genops.instrumentation.langchain4j;

import ai.genops.instrumentation.call.ProviderName;
import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.embedding.EmbeddingModel;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Who is behind a model, as catalogues name it. */
final class ModelProviders {
    private static final String ROOT = "dev.langchain4j.model";

    private ModelProviders() {}

    /** By what the model says of itself, else by its package; null: neither says it. */
    static @Nullable String of(Object model) {
        if (model instanceof ChatModel chat) {
            return name(chat.provider(), model);
        }
        if (model instanceof StreamingChatModel chat) {
            return name(chat.provider(), model);
        }
        return name(model instanceof EmbeddingModel one ? one.provider() : ModelProvider.OTHER, model);
    }

    private static @Nullable String name(ModelProvider said, Object model) {
        return switch (said.name()) {
            case "OTHER" -> ProviderName.of(model.getClass(), ROOT);
            case "OPEN_AI" -> "openai";
            case "AZURE_OPEN_AI" -> "azure";
            case "AMAZON_BEDROCK" -> "bedrock";
            case "GOOGLE_AI_GEMINI", "GOOGLE_GENAI" -> "gemini";
            case "GOOGLE_VERTEX_AI_GEMINI", "GOOGLE_VERTEX_AI_ANTHROPIC" -> "vertex_ai";
            case "MICROSOFT_FOUNDRY" -> "azure_ai";
            case "MISTRAL_AI" -> "mistral";
            case "VOYAGE_AI" -> "voyage";
            case "JINA" -> "jina_ai";
            case "GITHUB_MODELS" -> "github";
            default -> said.name().toLowerCase(Locale.ROOT);
        };
    }
}
