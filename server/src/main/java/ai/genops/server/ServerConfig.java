package ai.genops.server;

import ai.genops.log.Encryption;
import ai.genops.log.KeyRing;
import ai.genops.log.LogConfig;
import ai.genops.pipeline.config.Section;
import ai.genops.server.health.HealthSettings;
import org.jspecify.annotations.Nullable;

/// What `server.yaml` says: where the API listens, the bounds of the log, and how the server watches itself.
public record ServerConfig(String host, int apiPort, LogConfig log, HealthSettings health) {
    static ServerConfig read(Section section, int portOffset) {
        String host = section.text("host", "127.0.0.1");
        int port = section.integer("api_port", ServerOptions.API_PORT, 0, 65_535);
        LogConfig log = LogSettings.read(section.section("log"));
        HealthSettings health = HealthSettings.read(section.section("health"));
        section.finish();
        return new ServerConfig(host, port == 0 ? 0 : port + portOffset, log, health);
    }

    /// The keys that the log is read with; null if it is not encrypted.
    public @Nullable KeyRing keys() {
        Encryption encryption = log.encryption();
        return encryption == null ? null : encryption.keys();
    }
}
