package ai.genops.source.config;

import ai.genops.pipeline.config.Section;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a source bears.
///
/// @param maxRequestBytes of one request, decompressed
/// @param requestTimeout from a request's headers to its answer
/// @param keepAlive whether a connection serves more than one request
/// @param maxInFlightBytes of memory that all requests may hold together until they are in the log
/// @param maxConnections at a time; more are closed at once
/// @param requestsPerAddress a second, of each address that sends; infinite: any number
public record Limits(
        int maxRequestBytes,
        Duration requestTimeout,
        boolean keepAlive,
        long maxInFlightBytes,
        int maxConnections,
        double requestsPerAddress) {
    /// How long a connection stays that nobody uses: longer than clients and proxies keep theirs (the JDK's 30 s,
    /// nginx 60 s), so that no request is sent into one that is being closed; and longer than the pause between two
    /// exports.
    public static final Duration IDLE = Duration.ofSeconds(90);

    private static final Pattern RATE =
            Pattern.compile("([0-9]{1,9}) ?(?:(?:/|per) ?(s|second|m|minute))?(?: ?(?:/|per) ?(?:ip|address))?");
    private static final long REQUEST_BYTES = 10_000_000;
    private static final long MOST_REQUEST_BYTES = 256L << 20;
    private static final long IN_FLIGHT_BYTES = 100_000_000;

    /// With any number of connections.
    public Limits(int maxRequestBytes, Duration requestTimeout, boolean keepAlive, long maxInFlightBytes) {
        this(maxRequestBytes, requestTimeout, keepAlive, maxInFlightBytes, Integer.MAX_VALUE, Double.POSITIVE_INFINITY);
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
                inFlight,
                Integer.MAX_VALUE,
                advanced.get("max_requests_per_address", Double.POSITIVE_INFINITY, Limits::rate));
    }

    /// A rate as `10000/s`, `600/minute` or `10000/second/ip`, per second.
    public static double rate(Section in, String key, double otherwise) {
        String text = in.text(key);
        Matcher matcher = RATE.matcher(text.strip().toLowerCase(Locale.ROOT));
        boolean usable = matcher.matches() && Long.parseLong(matcher.group(1)) > 0;
        in.problems()
                .require(
                        usable,
                        in.at(key),
                        "`" + key + "` is `" + text + "`, which is no rate",
                        "Write requests a second as `1000/s`.");
        if (!usable) {
            return otherwise;
        }
        boolean minutes = matcher.group(2) != null && matcher.group(2).startsWith("m");
        return Long.parseLong(matcher.group(1)) / (minutes ? 60.0 : 1);
    }

    /// The same with another rate.
    public Limits withRequestsPerAddress(double perSecond) {
        return new Limits(maxRequestBytes, requestTimeout, keepAlive, maxInFlightBytes, maxConnections, perSecond);
    }
}
