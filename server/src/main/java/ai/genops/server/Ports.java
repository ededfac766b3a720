package ai.genops.server;

import ai.genops.pipeline.config.Location;
import ai.genops.pipeline.config.Problems;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;

/// Looks whether ports are free before anything is started.
final class Ports {
    private Ports() {}

    /// A port and the place in the configuration that names it.
    record Wanted(String host, int port, Location at) {}

    static void check(List<Wanted> ports, Problems problems) {
        for (Wanted wanted : ports) {
            try (var socket = new ServerSocket()) {
                socket.setReuseAddress(true);
                socket.bind(new InetSocketAddress(wanted.host(), wanted.port()));
            } catch (IOException e) {
                problems.error(
                        wanted.at(),
                        "port %d is taken, or %s is no address of this machine (%s)"
                                .formatted(wanted.port(), wanted.host(), e.getMessage()),
                        "Stop what listens there, or move every port: --port-offset 100");
            } catch (IllegalArgumentException _) {
                problems.error(
                        wanted.at(), "port " + wanted.port() + " is beyond 65535", "Choose a smaller --port-offset.");
            }
        }
    }
}
