package ai.genops.instrumentation.google;

import ai.genops.governance.price.Usage;
import ai.genops.rules.JsonTree;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the API answers, as JSON. */
final class Generated {
    private Generated() {}

    /** Empty if it is no object of JSON. */
    static Map<?, ?> tree(byte[] json) {
        try {
            return JsonTree.map(JsonTree.read(json));
        } catch (IOException e) {
            return Map.of();
        }
    }

    /** Null if it says none. */
    static @Nullable Usage usage(Map<?, ?> answer) {
        Map<?, ?> usage = JsonTree.map(answer.get("usageMetadata"));
        return usage.containsKey("promptTokenCount") || usage.containsKey("totalTokenCount")
                ? generated(usage)
                : embedded(answer);
    }

    /**
     * The prompt includes what the cache had; results of tools that the API ran are beside it, and have the price of input;
     * thoughts are beside the candidates, and have the price of output (Google, "UsageMetadata").
     */
    private static Usage generated(Map<?, ?> usage) {
        long cached = count(usage, "cachedContentTokenCount");
        long audio = of(usage, "promptTokensDetails", "AUDIO") - of(usage, "cacheTokensDetails", "AUDIO");
        long image = of(usage, "promptTokensDetails", "IMAGE") - of(usage, "cacheTokensDetails", "IMAGE");
        return new Usage(
                        count(usage, "promptTokenCount") + count(usage, "toolUsePromptTokenCount"),
                        count(usage, "candidatesTokenCount"),
                        cached,
                        0,
                        0,
                        0,
                        Math.max(0, audio),
                        of(usage, "candidatesTokensDetails", "AUDIO"),
                        Math.max(0, image),
                        of(usage, "candidatesTokensDetails", "IMAGE"))
                .withReasoningBeside(count(usage, "thoughtsTokenCount"));
    }

    /** Vertex AI counts the tokens of what it embeds one by one. */
    private static @Nullable Usage embedded(Map<?, ?> answer) {
        long tokens = -1;
        for (Object prediction : JsonTree.list(answer.get("predictions"))) {
            Map<?, ?> embeddings = JsonTree.map(JsonTree.map(prediction).get("embeddings"));
            Map<?, ?> statistics = JsonTree.map(embeddings.get("statistics"));
            if (statistics.containsKey("token_count")) {
                tokens = Math.max(0, tokens) + count(statistics, "token_count");
            }
        }
        return tokens < 0 ? null : Usage.of(tokens, 0);
    }

    static @Nullable String model(Map<?, ?> answer) {
        return answer.get("modelVersion") instanceof String model ? model : null;
    }

    /** The tier that served, as Vertex AI tells it; null if it does not. */
    static @Nullable String tier(Map<?, ?> answer) {
        return switch (JsonTree.text(JsonTree.map(answer.get("usageMetadata")).get("trafficType"))) {
            case "ON_DEMAND_FLEX" -> "flex";
            case "ON_DEMAND_PRIORITY" -> "priority";
            case "ON_DEMAND" -> "standard";
            default -> null;
        };
    }

    /** What the model says, with its thoughts and what it wants called. */
    static String text(Map<?, ?> answer) {
        StringBuilder text = new StringBuilder();
        for (Object candidate : JsonTree.list(answer.get("candidates"))) {
            Map<?, ?> content = JsonTree.map(JsonTree.map(candidate).get("content"));
            for (Object one : JsonTree.list(content.get("parts"))) {
                Map<?, ?> part = JsonTree.map(one);
                text.append(JsonTree.text(part.get("text")));
                text.append(
                        JsonTree.text(JsonTree.map(part.get("executableCode")).get("code")));
                Object call = JsonTree.map(part.get("functionCall")).get("args");
                text.append(call == null ? "" : call);
            }
        }
        return text.toString();
    }

    /** Whether it is the last piece of its stream, or why there is none. */
    static boolean hasFinished(Map<?, ?> answer) {
        return JsonTree.map(answer.get("promptFeedback")).containsKey("blockReason")
                || JsonTree.list(answer.get("candidates")).stream()
                        .anyMatch(candidate -> JsonTree.map(candidate).containsKey("finishReason"));
    }

    private static long of(Map<?, ?> usage, String details, String modality) {
        List<?> parts = JsonTree.list(usage.get(details));
        return parts.stream()
                .map(JsonTree::map)
                .filter(part -> modality.equals(part.get("modality")))
                .mapToLong(part -> count(part, "tokenCount"))
                .sum();
    }

    private static long count(Map<?, ?> usage, String name) {
        return usage.get(name) instanceof BigDecimal count ? count.longValue() : 0;
    }
}
