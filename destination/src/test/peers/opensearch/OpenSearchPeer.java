import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.opensearch.Version;
import org.opensearch.common.settings.Settings;
import org.opensearch.env.Environment;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;
import org.opensearch.plugins.PluginInfo;
import org.opensearch.transport.Netty4ModulePlugin;

/// A single OpenSearch node without security on a free port of the loopback, in the folder that is its argument.
/// Writes its port to `port` there, and ends when its standard input does.
class OpenSearchPeer extends Node {
    private OpenSearchPeer(Environment environment, PluginInfo transport) {
        super(environment, List.of(transport), false);
    }

    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]);
        Files.createDirectories(home.resolve("config"));
        Settings settings = Settings.builder()
                .put("path.home", home.toString())
                .put("cluster.name", "genops-test")
                .put("node.name", "genops-test")
                .put("discovery.type", "single-node")
                .put("network.host", "127.0.0.1")
                .put("http.port", "0")
                .put("transport.port", "0")
                .put("http.type", "netty4")
                .put("transport.type", "netty4")
                .put("cluster.routing.allocation.disk.threshold_enabled", false)
                .put("node.store.allow_mmap", Boolean.getBoolean("genops.mmap"))
                .build();
        Environment environment = InternalSettingsPreparer.prepareEnvironment(settings, Map.of(), null, () -> "test");
        PluginInfo transport = new PluginInfo(
                Netty4ModulePlugin.class.getName(),
                "HTTP",
                "classpath",
                Version.CURRENT,
                "1.8",
                Netty4ModulePlugin.class.getName(),
                null,
                List.of(),
                false);
        try (Node node = new OpenSearchPeer(environment, transport).start()) {
            var address = node.injector().getInstance(org.opensearch.http.HttpServerTransport.class).boundAddress();
            Path port = home.resolve("port.new");
            Files.writeString(port, String.valueOf(address.publishAddress().getPort()));
            Files.move(port, home.resolve("port"));
            while (System.in.read() >= 0) {
                // until whoever started it has gone
            }
        }
        System.exit(0);
    }
}
