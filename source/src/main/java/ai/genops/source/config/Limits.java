package ai.genops.source.config;

import ai.genops.pipeline.config.Section;
import java.time.Duration;

/// What a source bears.
///
/// @param maxRequestBytes of one request, decompressed
/// @param requestTimeout from a request's headers to its answer
/// @param keepAlive whether a connection serves more than one request
/// @param maxInFlightBytes of memory that all requests may hold together until they are in the log
/// @param maxConnections at a time; more are closed at once
public record Limits(
        int maxRequestBytes, Duration requestTimeout, boolean keepAlive, long maxInFlightBytes, int maxConnections) {
    private static final long REQUEST_BYTES = 10_000_000;
    private static final long MOST_REQUEST_BYTES = 256L << 20;
    private static final long IN_FLIGHT_BYTES = 100_000_000;

    /// With any number of connections.
    public Limits(int maxRequestBytes, Duration requestTimeout, boolean keepAlive, long maxInFlightBytes) {
        this(maxRequestBytes, requestTimeout, keepAlive, maxInFlightBytes, Integer.MAX_VALUE);
    }

    /// @param buffer whose `Max Buffer Size` is Cribl's name for what may be in flight
    static Limits read(Settings advanced, Settings buffer) {
        String key = advanced.key("max_request_bytes", "max_request_size");
        long request = advanced.get(key, REQUEST_BYTES, Section::bytes);
        advanced.require(
                request > 0 && request <= MOST_REQUEST_BYTES,
                key,
                "`%s` must be from 1 to %d bytes, is %d".formatted(key, MOST_REQUEST_BYTES, request));
        Settings holder = buffer.has("max_buffer_size") ? buffer : advanced;
        String inFlightKey = buffer.has("max_buffer_size") ? "max_buffer_size" : "max_in_flight_bytes";
        long inFlight = holder.get(inFlightKey, Math.max(IN_FLIGHT_BYTES, 4 * request), Section::bytes);
        holder.require(
                inFlight >= 2 * request,
                inFlightKey,
                "`%s` (%d) must hold two requests of the largest size (%d each)"
                        .formatted(inFlightKey, inFlight, request));
        Duration timeout = advanced.get("request_timeout", Duration.ofSeconds(30), Section::duration);
        advanced.require(timeout.isPositive(), "request_timeout", "`request_timeout` must be longer than 0");
        return new Limits(
                (int) Math.min(request, MOST_REQUEST_BYTES),
                timeout,
                advanced.get("keep_alive", true, Section::flag),
                inFlight);
    }
}
