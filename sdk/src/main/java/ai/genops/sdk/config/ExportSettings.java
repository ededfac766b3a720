package ai.genops.sdk.config;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * How spans leave.
 *
 * @param exporter never OTLP where HEC is spoken
 * @param endpoint the full address of requests; for gRPC and where nothing is sent, without a path
 * @param headers sent with each request, with the token
 * @param resource the attributes of the resource, with the service's name
 * @param queueSize spans that wait at most; more are dropped and counted
 * @param batchSize spans of one request at most
 * @param flushEvery how long a span waits at most for its batch to fill
 * @param closeTimeout how long closing waits for the last spans to be taken
 */
public record ExportSettings(
        Exporter exporter,
        Protocol protocol,
        URI endpoint,
        Map<String, String> headers,
        Map<String, String> resource,
        int queueSize,
        int batchSize,
        Duration flushEvery,
        Duration requestTimeout,
        Duration closeTimeout) {

    /** Without the values of headers: one of them is the token. */
    @Override
    public String toString() {
        return exporter + " " + protocol + " " + endpoint.getRawAuthority() + endpoint.getRawPath() + " headers "
                + headers.keySet() + " resource " + resource;
    }
}
