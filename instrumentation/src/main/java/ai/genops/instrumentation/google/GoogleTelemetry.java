package ai.genops.instrumentation.google;

import ai.genops.sdk.GenOps;
import com.google.genai.types.ClientOptions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * Governs google-genai: content that is generated, at once and streamed, in chats and with functions that are called
 * automatically, and what is embedded, of the Gemini API and of Vertex AI. Its client and services are final classes, so they
 * are governed by the options that a client is built with:
 *
 * <pre>{@code
 * Client client = Client.builder()
 *         .clientOptions(GoogleTelemetry.create(genops).wrap(ClientOptions.builder().build()))
 *         .build();
 * }</pre>
 *
 * Each request that calls a model is an operation: policies see what is asked and what is answered, budgets are reserved
 * before and charged after. What else costs something is refused. Immutable.
 */
public final class GoogleTelemetry {
    static final String ADVICE = "use a client without these options, or GoogleTelemetry.allowingUngoverned()";

    /**
     * How calls are governed.
     *
     * @param provider as catalogues name it; null: as the request's path tells
     * @param models behind names that do not tell
     */
    record Options(@Nullable String provider, Map<String, String> models, boolean refuses) {}

    private final GenOps genops;
    private final Options options;

    private GoogleTelemetry(GenOps genops, Options options) {
        this.genops = genops;
        this.options = options;
    }

    public static GoogleTelemetry create(GenOps genops) {
        return new GoogleTelemetry(genops, new Options(null, Map.of(), true));
    }

    /** Under another name than `gemini` or `vertex_ai`; as catalogues name it. */
    public GoogleTelemetry provider(String name) {
        return new GoogleTelemetry(genops, new Options(name, options.models, options.refuses));
    }

    /**
     * Says which model is behind a name that does not tell, of a tuned model or an endpoint.
     *
     * @param id the last part of its name
     * @param model as catalogues name it, for example `gemini-2.5-flash`
     */
    public GoogleTelemetry model(String id, String model) {
        Map<String, String> more = new HashMap<>(options.models);
        more.put(id, model);
        return new GoogleTelemetry(genops, new Options(options.provider, Map.copyOf(more), options.refuses));
    }

    /** Lets through what is not governed (images, videos, batches, tuning, caches): it costs without being seen. */
    public GoogleTelemetry allowingUngoverned() {
        return new GoogleTelemetry(genops, new Options(options.provider, options.models, false));
    }

    /** Options of a client that is governed. Wrapping them twice changes nothing. */
    public ClientOptions wrap(ClientOptions clientOptions) {
        OkHttpClient http = clientOptions.customHttpClient().orElseGet(GoogleTelemetry::usual);
        return clientOptions.toBuilder().customHttpClient(wrap(http)).build();
    }

    /** As the client makes its own: models may take long. */
    private static OkHttpClient usual() {
        return new OkHttpClient.Builder()
                .connectTimeout(Duration.ZERO)
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .build();
    }

    private OkHttpClient wrap(OkHttpClient http) {
        if (http.interceptors().stream().anyMatch(GoogleInterceptor.class::isInstance)) {
            return http;
        }
        var interceptor = new GoogleInterceptor(genops, options);
        return http.newBuilder()
                .addInterceptor(interceptor)
                .eventListenerFactory(interceptor.callers().noting(http.eventListenerFactory()))
                .build();
    }
}
