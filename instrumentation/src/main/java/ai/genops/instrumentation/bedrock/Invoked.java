package ai.genops.instrumentation.bedrock;

import ai.genops.governance.price.Usage;
import ai.genops.rules.JsonTree;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * What InvokeModel answers, whole or piece by piece, in the forms of all families of models: their usage is told under
 * different names and in different places, each number once or growing, so the greatest counts. Input is what is left beside
 * the cache. From AWS, "Inference request parameters and response fields for foundation models", and for the headers
 * "InvokeModel".
 */
final class Invoked {
    private static final List<String> INPUT = List.of(
            "input_tokens",
            "inputTokens",
            "prompt_tokens",
            "prompt_token_count",
            "inputTextTokenCount",
            "inputTokenCount");
    private static final List<String> OUTPUT = List.of(
            "output_tokens",
            "outputTokens",
            "completion_tokens",
            "generation_token_count",
            "totalOutputTextTokenCount",
            "tokenCount",
            "outputTokenCount");
    private static final List<String> CACHE_READ =
            List.of("cache_read_input_tokens", "cacheReadInputTokens", "cacheReadInputTokenCount");
    private static final List<String> CACHE_WRITE =
            List.of("cache_creation_input_tokens", "cacheWriteInputTokens", "cacheWriteInputTokenCount");
    /** Added by Bedrock to the last piece of each stream. */
    private static final String METRICS = "amazon-bedrock-invocationMetrics";
    /** Where families have what the model says. */
    private static final Set<String> TEXTS = Set.of(
            "text",
            "thinking",
            "partial_json",
            "completion",
            "generation",
            "outputText",
            "content",
            "reasoning_content",
            "arguments");

    private long input = -1;
    private long output = -1;
    private long cacheRead;
    private long cacheWrite;
    private long cacheWriteHour;
    private boolean isComplete;

    /** Reads an answer or a piece of one; what the model says in it. */
    String read(@Nullable SdkBytes json) {
        Map<?, ?> body = Invocation.tree(json);
        Map<?, ?> usage = JsonTree.map(body.get("usage"));
        Map<?, ?> last = JsonTree.map(JsonTree.map(body.get("metadata")).get("usage"));
        Map<?, ?> metrics = JsonTree.map(body.get(METRICS));
        add(body);
        add(usage);
        add(last);
        add(JsonTree.map(JsonTree.map(body.get("message")).get("usage")));
        JsonTree.list(body.get("results")).forEach(result -> add(JsonTree.map(result)));
        add(metrics);
        isComplete |= !usage.isEmpty() || !last.isEmpty() || !metrics.isEmpty();
        StringBuilder text = new StringBuilder();
        addTexts(body, text);
        return text.toString();
    }

    /** Some families tell their usage in the headers alone. */
    void read(SdkHttpResponse response) {
        input = Math.max(input, header(response, "input"));
        output = Math.max(output, header(response, "output"));
        cacheRead = Math.max(cacheRead, header(response, "cache-read-input"));
        cacheWrite = Math.max(cacheWrite, header(response, "cache-write-input"));
    }

    /** Whether it is the whole usage of a stream. */
    boolean isComplete() {
        return isComplete && hasToldUsage();
    }

    boolean hasToldUsage() {
        return input >= 0 || output >= 0;
    }

    /** Below 0: not told. */
    long inputTokens() {
        return input;
    }

    Usage usage() {
        return Usage.besideCache(Math.max(0, input), Math.max(0, output), cacheRead, cacheWrite, cacheWriteHour);
    }

    private void add(Map<?, ?> usage) {
        input = greatest(input, usage, INPUT);
        output = greatest(output, usage, OUTPUT);
        cacheRead = greatest(cacheRead, usage, CACHE_READ);
        cacheWrite = greatest(cacheWrite, usage, CACHE_WRITE);
        cacheWriteHour = greatest(
                cacheWriteHour, JsonTree.map(usage.get("cache_creation")), List.of("ephemeral_1h_input_tokens"));
    }

    private static long greatest(long before, Map<?, ?> usage, List<String> names) {
        long greatest = before;
        for (String name : names) {
            if (usage.get(name) instanceof BigDecimal count) {
                greatest = Math.max(greatest, count.longValue());
            }
        }
        return greatest;
    }

    private static long header(SdkHttpResponse response, String what) {
        try {
            return response.firstMatchingHeader("x-amzn-bedrock-" + what + "-token-count")
                    .map(Long::parseLong)
                    .orElse(-1L);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private static void addTexts(@Nullable Object value, StringBuilder text) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, one) -> {
                if (one instanceof String said && TEXTS.contains(key)) {
                    text.append(said);
                } else {
                    addTexts(one, text);
                }
            });
        } else if (value instanceof List<?> items) {
            items.forEach(one -> addTexts(one, text));
        }
    }
}
