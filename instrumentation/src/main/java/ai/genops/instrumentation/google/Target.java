package ai.genops.instrumentation.google;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * What a request is sent to, by its path: {@code …/models/gemini-2.5-flash:generateContent} of the Gemini API,
 * {@code …/projects/P/locations/L/publishers/google/models/gemini-2.5-flash:generateContent} of Vertex AI.
 *
 * @param region whose prices hold; null: the usual ones
 * @param method what is done with the model
 */
record Target(String model, boolean isVertex, @Nullable String region, String method) {
    private static final Pattern MODEL = Pattern.compile("(?:.*/)?([^/:]+):([A-Za-z]+)");
    private static final Pattern LOCATION = Pattern.compile(".*/locations/([^/]+)/.*");
    private static final Set<String> GENERATE = Set.of("generateContent", "streamGenerateContent");
    private static final Set<String> EMBED = Set.of("embedContent", "batchEmbedContents", "predict");

    /** What asks about models, or stops or stores something, and costs nothing. */
    private static final Set<String> FREE = Set.of("countTokens", "computeTokens", "cancel", "register");

    /** Null if it is no call of a model that is governed. */
    static @Nullable Target of(Request request) {
        Matcher named = MODEL.matcher(request.url().encodedPath());
        if (!request.method().equals("POST") || !named.matches()) {
            return null;
        }
        String model = named.group(1);
        String method = named.group(2);
        Matcher location = LOCATION.matcher(request.url().encodedPath());
        String path = request.url().encodedPath();
        boolean isEmbedding = EMBED.contains(method) && model.contains("embedding");
        return GENERATE.contains(method) || isEmbedding
                ? new Target(
                        model,
                        path.contains("/publishers/") || path.contains("/projects/"),
                        location.matches() ? location.group(1) : null,
                        method)
                : null;
    }

    /**
     * Whether a request that is no call of a model costs nothing: what reads, changes or deletes, and uploads of files. Live
     * sessions open a socket.
     */
    static boolean isFree(Request request) {
        Matcher named = MODEL.matcher(request.url().encodedPath());
        String path = request.url().encodedPath();
        boolean opensSocket = request.header("Upgrade") != null;
        return (!request.method().equals("POST") && !opensSocket)
                || (named.matches() && FREE.contains(named.group(2)))
                || (path.startsWith("/upload/") && path.endsWith("/files"));
    }

    boolean isEmbedding() {
        return EMBED.contains(method);
    }

    boolean isStream() {
        return method.startsWith("stream");
    }
}
