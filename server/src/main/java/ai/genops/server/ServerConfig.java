package ai.genops.server;

import ai.genops.log.LogConfig;
import ai.genops.pipeline.config.Section;
import java.time.Duration;

/// What `server.yaml` says: where the API listens, and the bounds of the log.
public record ServerConfig(String host, int apiPort, LogConfig log) {
    private static final int MAX_RECORD_BYTES = 20_000_000;
    private static final long LEAST_LOG_BYTES = 200_000_000;

    static ServerConfig read(Section section, int portOffset) {
        String host = section.text("host", "127.0.0.1");
        int port = section.integer("api_port", ServerOptions.API_PORT, 0, 65_535);
        LogConfig log = log(section.section("log"));
        section.finish();
        return new ServerConfig(host, port == 0 ? 0 : port + portOffset, log);
    }

    private static LogConfig log(Section section) {
        long maxBytes = section.bytes("max_size", 2_000_000_000L);
        Duration maxAge = section.duration("max_age", Duration.ofDays(7));
        section.problems()
                .require(
                        maxBytes >= LEAST_LOG_BYTES,
                        section.at("max_size"),
                        "the log's `max_size` must be at least 200 MB, is " + section.text("max_size", ""),
                        "It holds what is acknowledged and not delivered yet.");
        section.problems()
                .require(
                        maxAge.isPositive(),
                        section.at("max_age"),
                        "the log's `max_age` must be positive, is " + section.text("max_age", ""),
                        "");
        section.finish();
        return new LogConfig(
                Math.max(maxBytes, LEAST_LOG_BYTES),
                32 << 20,
                MAX_RECORD_BYTES,
                64 << 20,
                maxAge.isPositive() ? maxAge : Duration.ofDays(7));
    }
}
