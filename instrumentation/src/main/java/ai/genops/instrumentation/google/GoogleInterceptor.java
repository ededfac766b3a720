package ai.genops.instrumentation.google;

import ai.genops.governance.price.Usage;
import ai.genops.instrumentation.call.ClientCall;
import ai.genops.instrumentation.call.PromptText;
import ai.genops.instrumentation.call.Watch;
import ai.genops.rules.JsonTree;
import ai.genops.sdk.GenOps;
import ai.genops.sdk.govern.GovernanceException;
import ai.genops.sdk.govern.ModelCall;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * Stands before each request of the client, outside its retries. A call runs in the context that the application made it in,
 * which asynchronous ones have left when they come here. What is refused is thrown as it is where the application waits for
 * it, and else as the cause of an IOException, which is what the client passes on.
 */
final class GoogleInterceptor implements Interceptor {
    /** The tier that served, of the Gemini API; Vertex AI says it with the usage. */
    private static final String TIER = "x-gemini-service-tier";

    private final GenOps genops;
    private final GoogleTelemetry.Options options;
    private final Callers callers = new Callers();

    GoogleInterceptor(GenOps genops, GoogleTelemetry.Options options) {
        this.genops = genops;
        this.options = options;
    }

    Callers callers() {
        return callers;
    }

    @Override
    @SuppressWarnings("try") // The scope is only closed.
    public Response intercept(Chain chain) throws IOException {
        Callers.Caller caller = callers.of(chain.call());
        Context context = caller == null ? Context.current() : caller.context();
        try (Scope scope = context.makeCurrent()) {
            return governed(chain);
        } catch (GovernanceException | UnsupportedOperationException e) {
            if (caller == null || caller.isHere()) {
                throw e;
            }
            throw new IOException(e.getMessage(), e);
        }
    }

    private Response governed(Chain chain) throws IOException {
        Request request = chain.request();
        Target target = Target.of(request);
        if (target == null) {
            if (options.refuses() && !Target.isFree(request)) {
                throw new UnsupportedOperationException(
                        "`%s` is not governed: %s".formatted(request.url().encodedPath(), GoogleTelemetry.ADVICE));
            }
            return chain.proceed(request);
        }
        ClientCall call = ClientCall.begin(
                genops, target.isEmbedding() ? "ai.embedding" : "ai.inference", asked(target, request.body()));
        Response response = sent(chain, call);
        if (!response.isSuccessful()) {
            call.failed(new IOException("HTTP " + response.code()));
            call.end();
            return response;
        }
        return target.isStream() ? watched(response, call) : told(response, call, target);
    }

    @SuppressWarnings("try") // The scope is only closed.
    private static Response sent(Chain chain, ClientCall call) throws IOException {
        try (Scope scope = call.context().makeCurrent()) {
            return chain.proceed(chain.request());
        } catch (IOException | RuntimeException e) {
            call.failed(e);
            call.end();
            throw e;
        }
    }

    private static Response watched(Response response, ClientCall call) {
        Watch<Map<?, ?>> watch = new GenerateWatch(call, response.header(TIER));
        ResponseBody body = new WatchedBody(body(response), watch);
        return response.newBuilder().body(body).build();
    }

    private static Response told(Response response, ClientCall call, Target target) throws IOException {
        try {
            ResponseBody body = body(response);
            byte[] content = body.bytes();
            Map<?, ?> answer = Generated.tree(content);
            Usage usage = Generated.usage(answer);
            if (usage != null) {
                call.used(Generated.model(answer), tier(response, answer), usage);
            } else if (target.isEmbedding()) {
                // The Gemini API does not tell what it embedded.
                call.brokenOff(-1, Usage.of(0, 0), 0);
            }
            call.answered(Generated.text(answer));
            return response.newBuilder()
                    .body(ResponseBody.create(content, body.contentType()))
                    .build();
        } catch (IOException | RuntimeException e) {
            call.failed(e);
            throw e;
        } finally {
            call.end();
        }
    }

    /** A response to a call has one, whatever version of OkHttp says so. */
    private static ResponseBody body(Response response) {
        return Objects.requireNonNull(response.body());
    }

    private static @Nullable String tier(Response response, Map<?, ?> answer) {
        String tier = response.header(TIER);
        return tier == null ? Generated.tier(answer) : tier;
    }

    /** A token has at least one byte, so the bytes of the body bound its tokens. */
    private ModelCall asked(Target target, @Nullable RequestBody body) throws IOException {
        Buffer buffer = new Buffer();
        if (body != null) {
            body.writeTo(buffer);
        }
        long bytes = buffer.size();
        Map<?, ?> tree = Generated.tree(buffer.readByteArray());
        return new ModelCall(
                "google." + (target.isEmbedding() ? "embed_content" : "generate_content"),
                options.provider() != null ? options.provider() : target.isVertex() ? "vertex_ai" : "gemini",
                options.models().getOrDefault(target.model(), target.model()),
                target.region(),
                JsonTree.text(tree.get("serviceTier")),
                PromptText.ofTree(tree),
                bytes,
                target.isEmbedding() ? 0 : mostOutput(JsonTree.map(tree.get("generationConfig"))),
                null,
                Set.of());
    }

    private static long mostOutput(Map<?, ?> configuration) {
        long candidates = configuration.get("candidateCount") instanceof BigDecimal count ? count.longValue() : 1;
        return configuration.get("maxOutputTokens") instanceof BigDecimal most
                ? most.longValue() * Math.max(1, candidates)
                : -1;
    }
}
