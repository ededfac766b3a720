package ai.genops.source.config;

import ai.genops.pipeline.config.Section;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;

/// Where a source listens.
///
/// @param host an address or name of this machine
/// @param httpPort for OTLP/HTTP; answers gRPC as well. 0: any free port
/// @param grpcPort for OTLP/gRPC; answers HTTP as well. 0: any free port
/// @param path of traces over HTTP, beside `/v1/traces`
/// @param tls how both ports are encrypted
public record Listen(String host, int httpPort, int grpcPort, String path, Tls tls) {
    /// @param folder what paths are relative to
    static Listen read(Settings source, Path folder) {
        source.get("protocol", "http", (in, key, other) -> in.choice(key, other, List.of("http", "grpc")));
        Listen listen = new Listen(
                source.get("host", "127.0.0.1", Section::text),
                source.get(source.key("http_port", "port"), 4318, Listen::port),
                source.get("grpc_port", 4317, Listen::port),
                source.get("path", "/v1/traces", Section::text),
                source.<Tls>get("tls", new Tls.None(), (in, key, _) -> Tls.read(in.section(key), folder)));
        source.require(
                listen.httpPort == 0 || listen.httpPort != listen.grpcPort,
                "grpc_port",
                "`grpc_port` is " + listen.grpcPort + ", as is the port of HTTP, which answers gRPC anyway");
        source.require(
                listen.path.matches("/[A-Za-z0-9._~/-]*"),
                "path",
                "`path` must begin with `/` and hold letters, digits and `._~-/`, is `" + listen.path + "`");
        return listen;
    }

    /// The same with every port moved by `offset`; any free port stays any free port.
    public Listen movedBy(int offset) {
        return new Listen(host, moved(httpPort, offset), moved(grpcPort, offset), path, tls);
    }

    private static int moved(int port, int offset) {
        return port == 0 ? 0 : port + offset;
    }

    /// The same, encrypted otherwise.
    public Listen with(Tls other) {
        return new Listen(host, httpPort, grpcPort, path, other);
    }

    /// The address of one of its ports.
    public String url(int port) {
        return (tls instanceof Tls.None ? "http://" : "https://") + host + ":" + port;
    }

    /// Whether only this machine can reach it. A name other than `localhost` counts as reachable: who it is, is the
    /// network's affair.
    public boolean isLoopback() {
        return isLoopback(host);
    }

    static boolean isLoopback(String host) {
        if (host.equalsIgnoreCase("localhost")) {
            return true;
        }
        try {
            return InetAddress.ofLiteral(host).isLoopbackAddress();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static int port(Section in, String key, int otherwise) {
        return in.integer(key, otherwise, 0, 65_535);
    }
}
