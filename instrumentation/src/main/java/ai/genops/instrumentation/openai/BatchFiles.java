package ai.genops.instrumentation.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.genops.governance.price.Usage;
import ai.genops.instrumentation.call.ClientCall;
import ai.genops.instrumentation.call.PromptText;
import com.fasterxml.jackson.databind.JsonNode;
import com.openai.client.OpenAIClient;
import com.openai.core.ObjectMappers;
import com.openai.core.http.HttpResponse;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.responses.Response;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The files of batches, a request or an answer a line (OpenAI's documentation, "Batch API"). Thread-safe. */
final class BatchFiles {
    /** Reserved for a request that does not limit its output: what most models give at most. */
    private static final long USUAL_MOST_OUTPUT = 16_384;

    private static final int MOST_TEXT = 1_000_001;

    /** What a file's requests ask, all together. A token has at least one byte. */
    record Requests(String file, Set<String> models, String prompts, long bytes, long mostOutput) {}

    /** What a file's answers used, each, and what they say, all together. */
    record Answers(List<ClientCall.Used> used, String text) {}

    private final OpenAIClient client;
    /** A file is asked for twice in a row, and never changes. */
    private volatile @Nullable Requests latest;

    /** Those that this client sees. */
    BatchFiles(OpenAIClient client) {
        this.client = client;
    }

    Requests requests(String file) {
        Requests known = latest;
        if (known == null || !known.file.equals(file)) {
            known = read(file);
            latest = known;
        }
        return known;
    }

    private Requests read(String file) {
        Set<String> models = new HashSet<>();
        StringBuilder prompts = new StringBuilder();
        long[] sums = new long[2];
        lines(file, line -> {
            JsonNode body = line.path("body");
            models.add(body.path("model").asText());
            add(prompts, body);
            sums[0] += body.toString().getBytes(UTF_8).length;
            sums[1] += line.path("url").asText().equals("/v1/embeddings") ? 0 : mostOutput(body);
        });
        return new Requests(file, models, prompts.toString(), sums[0], sums[1]);
    }

    private static long mostOutput(JsonNode body) {
        long each = USUAL_MOST_OUTPUT;
        for (String name : List.of("max_tokens", "max_completion_tokens", "max_output_tokens")) {
            each = body.path(name).asLong(each);
        }
        return each * Math.max(1, body.path("n").asLong(1));
    }

    Answers answers(String file) {
        List<ClientCall.Used> used = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        lines(file, line -> {
            JsonNode response = line.path("response");
            if (response.path("status_code").asInt() == 200) {
                used.add(used(response.path("body")));
                add(text, response.path("body"));
            }
        });
        return new Answers(used, text.toString());
    }

    private static ClientCall.Used used(JsonNode body) {
        Usage usage = switch (body.path("object").asText()) {
            case "chat.completion" ->
                ChatEndpoint.usage(as(body, ChatCompletion.class).usage().orElseThrow());
            case "response" ->
                ResponseEndpoint.usage(as(body, Response.class).usage().orElseThrow());
            case "list" ->
                Usage.of(as(body, CreateEmbeddingResponse.class).usage().promptTokens(), 0);
            default -> throw new IllegalStateException("an answer of a kind that is not known");
        };
        return new ClientCall.Used(body.path("model").asText(), usage);
    }

    private static <T> T as(JsonNode body, Class<T> type) {
        return ObjectMappers.jsonMapper().convertValue(body, type);
    }

    private static void add(StringBuilder text, JsonNode body) {
        if (text.length() < MOST_TEXT) {
            text.append(PromptText.of(body));
        }
    }

    private void lines(String file, Consumer<JsonNode> action) {
        try (HttpResponse response = client.files().content(file);
                BufferedReader lines = new BufferedReader(new InputStreamReader(response.body(), UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank()) {
                    action.accept(ObjectMappers.jsonMapper().readTree(line));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the file `" + file + "` of a batch cannot be read", e);
        }
    }
}
