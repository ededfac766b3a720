package ai.genops.remote;

import ai.genops.governance.budget.BudgetStoreException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Questions to a GenOps server about budgets. */
final class ServerConnection {
    private static final int MOST_SHOWN = 500;
    private static final int OK = 200;

    private final HttpClient client;
    private final URI server;
    private final @Nullable String token;
    private final Duration timeout;

    ServerConnection(HttpClient client, URI server, @Nullable String token, Duration timeout) {
        this.client = client;
        String address = server.toString();
        this.server = URI.create(address.endsWith("/") ? address : address + "/");
        this.token = token;
        this.timeout = timeout;
    }

    /**
     * What it answers.
     *
     * @param body as JSON; null: none, for what is only looked at
     * @param read throws an IllegalArgumentException if it is no such answer
     * @throws BudgetStoreException if there is no answer, or not the one that is expected
     */
    <T extends @Nullable Object> T ask(String what, @Nullable String body, Function<String, T> read) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(server.resolve("api/budgets/" + what)).timeout(timeout);
        if (body != null) {
            request.header("Content-Type", "application/json").POST(BodyPublishers.ofString(body));
        }
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
            if (response.statusCode() != OK) {
                throw failed("it answers " + response.statusCode() + ": " + shown(response.body()), null);
            }
            return read.apply(response.body());
        } catch (IOException | IllegalArgumentException e) {
            throw failed(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed("interrupted", e);
        }
    }

    private BudgetStoreException failed(String why, @Nullable Throwable cause) {
        return new BudgetStoreException(
                "the budgets of the GenOps server at " + server.getAuthority() + ": " + why, cause);
    }

    private static String shown(String body) {
        return body.length() > MOST_SHOWN ? body.substring(0, MOST_SHOWN) + "..." : body;
    }
}
