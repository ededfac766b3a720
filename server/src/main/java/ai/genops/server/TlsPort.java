package ai.genops.server;

import ai.genops.source.config.Tls;
import com.linecorp.armeria.common.SessionProtocol;
import com.linecorp.armeria.common.TlsKeyPair;
import com.linecorp.armeria.server.ServerBuilder;
import java.net.InetSocketAddress;

/// A port that is encrypted, or not.
final class TlsPort {
    private TlsPort() {}

    /// @param id what is configured so, for people
    /// @throws UserException if the certificate cannot be used
    static void add(String host, int port, Tls tls, String id, ServerBuilder builder) {
        open(host, port, tls, builder);
        certify(host, tls, id, builder);
    }

    /// One of several ports with the same certificate.
    static void open(String host, int port, Tls tls, ServerBuilder builder) {
        var address = new InetSocketAddress(host, port);
        builder.port(address, tls instanceof Tls.None ? SessionProtocol.HTTP : SessionProtocol.HTTPS);
    }

    /// The certificate of all ports.
    ///
    /// @throws UserException if it cannot be used
    static void certify(String host, Tls tls, String id, ServerBuilder builder) {
        switch (tls) {
            case Tls.None() -> {}
            case Tls.SelfSigned() -> builder.tls(TlsKeyPair.ofSelfSigned(host));
            case Tls.OfFiles(var certificate, var key) -> {
                try {
                    builder.tls(TlsKeyPair.of(key.toFile(), certificate.toFile()));
                } catch (RuntimeException e) {
                    throw new UserException(
                            "`" + id + "` cannot encrypt with " + certificate + " and " + key + ": " + e.getMessage());
                }
            }
        }
    }
}
