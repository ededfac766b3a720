package ai.genops.server.cli;

import ai.genops.server.access.Access;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Says who asks, if the server wants to know: with the token in `GENOPS_TOKEN`, or, of a server on this machine, with
/// the administrator's token of the default data folder. That one is sent only after the server has asked for one.
final class Credentials {
    private static final int UNAUTHORIZED = 401;

    private Credentials() {}

    static <T> HttpResponse<T> send(HttpClient client, HttpRequest request, BodyHandler<T> handler)
            throws IOException, InterruptedException {
        String given = System.getenv("GENOPS_TOKEN");
        if (given != null && !given.isBlank()) {
            return client.send(with(given, request), handler);
        }
        HttpResponse<T> answer = client.send(request, handler);
        String kept = answer.statusCode() == UNAUTHORIZED && isThisMachine(request.uri()) ? kept() : null;
        return kept == null ? answer : client.send(with(kept, request), handler);
    }

    private static HttpRequest with(String token, HttpRequest request) {
        return HttpRequest.newBuilder(request, (_, _) -> true)
                .header("Authorization", "Bearer " + token.strip())
                .build();
    }

    private static @Nullable String kept() throws IOException {
        Path file = Access.localToken(ServerMixin.home().resolve("data"));
        return Files.isReadable(file) ? Files.readString(file) : null;
    }

    private static boolean isThisMachine(URI uri) {
        String host = uri.getHost() == null ? "" : uri.getHost().replaceAll("^\\[|]$", "");
        try {
            return host.equals("localhost") || InetAddress.ofLiteral(host).isLoopbackAddress();
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
