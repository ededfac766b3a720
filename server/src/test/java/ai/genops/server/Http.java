package ai.genops.server;

import java.net.http.HttpClient;
import org.jspecify.annotations.Nullable;

/// How tests speak HTTP where it does not matter how: over HTTP/1.1.
public final class Http {
    private static @Nullable HttpClient current;

    private Http() {}

    /// To be asked for with each request.
    public static synchronized HttpClient client() {
        HttpClient client = current;
        if (client == null) {
            client =
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
            current = client;
        }
        return client;
    }

    /// Closes all connections. A server that ends takes leave of an idle one for a second, and tests end hundreds.
    public static synchronized void hangUp() {
        if (current != null) {
            current.shutdownNow();
            current = null;
        }
    }
}
