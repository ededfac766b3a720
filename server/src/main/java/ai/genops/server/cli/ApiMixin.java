package ai.genops.server.cli;

import ai.genops.server.ServerOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options of every command that asks a running server.
final class ApiMixin {
    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "The server's API. Default: http://127.0.0.1:9000, moved by --port-offset.")
    @Nullable
    String url;

    @Option(names = "--port-offset", paramLabel = "N", description = "That of the server.")
    int portOffset;

    String address() {
        return url != null ? url : "http://127.0.0.1:" + (ServerOptions.API_PORT + portOffset);
    }

    ApiClient client() {
        return new ApiClient(address());
    }
}
