package ai.genops.server;

import java.nio.file.Path;
import java.util.List;

/// What the command line says of a server. `settings` are `path=value`; every port is moved by `portOffset`.
public record ServerOptions(Path home, Path config, Path data, List<String> settings, int portOffset) {
    public static final int API_PORT = 9000;
}
