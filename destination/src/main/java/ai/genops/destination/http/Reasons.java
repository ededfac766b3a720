package ai.genops.destination.http;

import ai.genops.destination.delivery.Traffic;
import com.linecorp.armeria.client.ResponseTimeoutException;
import com.linecorp.armeria.client.UnprocessedRequestException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLException;

/// Why no answer came, in words: the server by host and port, never the address's path, which may be a secret.
public final class Reasons {
    private final String server;
    private final Duration timeout;

    public Reasons(URI server, Duration timeout) {
        this.server = server.getAuthority();
        this.timeout = timeout;
    }

    public String of(Throwable failure) {
        Throwable cause = cause(failure);
        return switch (cause) {
            case ResponseTimeoutException _ -> server + " did not answer within " + timeout.toMillis() + " ms";
            case UnknownHostException _ -> server + ": unknown host";
            case ConnectException _ -> server + ": no connection (refused or not reachable)";
            case SSLException tls -> server + ": TLS failed: " + tls.getMessage();
            default -> server + ": the connection broke (" + cause.getClass().getSimpleName() + ")";
        };
    }

    public static Traffic.Trouble trouble(Throwable failure) {
        return switch (cause(failure)) {
            case ResponseTimeoutException _ -> Traffic.Trouble.TIMEOUT;
            case UnknownHostException _, ConnectException _, SSLException _ -> Traffic.Trouble.CONNECT;
            default -> Traffic.Trouble.OTHER;
        };
    }

    private static Throwable cause(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof ExecutionException || cause instanceof UnprocessedRequestException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
