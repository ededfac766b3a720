package ai.genops.server.cli;

import ai.genops.server.ServerOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options of every command that reads a configuration.
final class ServerMixin {
    @Option(
            names = "--config",
            paramLabel = "DIR",
            description = "Folder of the configuration. Default: the config folder of this project.")
    @Nullable
    Path config;

    @Option(names = "--data", paramLabel = "DIR", description = "Folder of the data. Default: ./data of this project.")
    @Nullable
    Path data;

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description = {
                "Put a value into the configuration; may be repeated.",
                "For example: --set sources.genops_otlp_source.http_port=14318"
            })
    List<String> settings = new ArrayList<>();

    @Option(
            names = "--port-offset",
            paramLabel = "N",
            description = "Move every port by N, so that two servers fit on one machine.")
    int portOffset;

    ServerOptions options() {
        return new ServerOptions(
                home(), absolute(config, "config"), absolute(data, "data"), List.copyOf(settings), portOffset);
    }

    static Path absolute(@Nullable Path given, String otherwise) {
        return (given != null ? given : home().resolve(otherwise))
                .toAbsolutePath()
                .normalize();
    }

    /// Where the launcher stands; without a launcher, the current folder.
    static Path home() {
        String home = System.getenv("GENOPS_HOME");
        return Path.of(home == null ? "." : home).toAbsolutePath().normalize();
    }
}
