package ai.genops.server.splunk;

import ai.genops.pipeline.config.Location;
import ai.genops.pipeline.config.Section;
import ai.genops.source.config.Tls;
import java.net.InetAddress;
import java.nio.file.Path;

/// `splunk_api` of server.yaml: where Splunk's clients are served.
///
/// @param enabled whether there is such a block
public record SplunkSettings(boolean enabled, String host, int port, Tls tls, Location portAt) {
    private static final int PORT = 8089;

    /// Reads the block.
    ///
    /// @param host of the API, unless the block says another
    /// @param folder what paths are relative to
    public static SplunkSettings read(Section server, String host, int portOffset, Path folder) {
        boolean enabled = server.has("splunk_api");
        Section block = server.section("splunk_api");
        int port = block.integer("port", PORT, 0, 65_535);
        String own = block.text("host", host);
        Tls tls = block.has("tls") ? Tls.read(block.section("tls"), folder) : new Tls.None();
        block.problems()
                .require(
                        !enabled || !(tls instanceof Tls.None) || isLoopback(own),
                        block.at("host"),
                        "`host` is `" + own + "`, which other machines can reach, without TLS: passwords could be read",
                        "Use 127.0.0.1, or add `tls: {self_signed: true}`.");
        var settings = new SplunkSettings(enabled, own, port == 0 ? 0 : port + portOffset, tls, block.at("port"));
        block.finish();
        return settings;
    }

    private static boolean isLoopback(String host) {
        try {
            return host.equals("localhost") || InetAddress.ofLiteral(host).isLoopbackAddress();
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
