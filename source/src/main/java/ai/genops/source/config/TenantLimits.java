package ai.genops.source.config;

import ai.genops.pipeline.config.Section;

/// What one tenant may use of a source. Rates are averages: what was not used within the last second may be used at
/// once.
///
/// @param requestsPerSecond above 0; infinite: any number
/// @param bytesPerSecond accepted, decompressed; above 0
/// @param maxInFlightBytes of memory that its requests may hold together until they are in the log
public record TenantLimits(double requestsPerSecond, double bytesPerSecond, long maxInFlightBytes) {
    public static final TenantLimits NONE =
            new TenantLimits(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Long.MAX_VALUE);

    private static final double LEAST_RATE = 0.001;

    /// @param otherwise what holds for keys that the block does not have
    static TenantLimits read(Section block, TenantLimits otherwise) {
        double requests = block.number("requests_per_second", otherwise.requestsPerSecond);
        require(block, "requests_per_second", requests >= LEAST_RATE);
        double bytes =
                block.has("bytes_per_second") ? (double) block.bytes("bytes_per_second", 1) : otherwise.bytesPerSecond;
        require(block, "bytes_per_second", bytes >= 1);
        long inFlight = block.bytes("max_in_flight_bytes", otherwise.maxInFlightBytes);
        return new TenantLimits(Math.max(requests, LEAST_RATE), Math.max(bytes, 1), inFlight);
    }

    private static void require(Section block, String key, boolean holds) {
        block.problems()
                .require(
                        holds,
                        block.at(key),
                        "`" + key + "` is too small",
                        "Write at least 0.001 requests or 1 byte per second, or leave it out for no limit.");
    }
}
