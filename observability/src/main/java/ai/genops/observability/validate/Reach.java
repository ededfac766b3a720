package ai.genops.observability.validate;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/** Whether there is somebody at an address, and who they say they are: the checks {@code reachability} and {@code tls}. */
final class Reach {
    private static final Duration SOON = Duration.ofDays(14);

    private final Endpoint endpoint;
    private final Trust trust;
    private final Limits limits;
    private final Surroundings surroundings;
    private final Checks checks;

    Reach(Endpoint endpoint, Trust trust, Limits limits, Surroundings surroundings, Checks checks) {
        this.endpoint = endpoint;
        this.trust = trust;
        this.limits = limits;
        this.surroundings = surroundings;
        this.checks = checks;
    }

    /** Makes both checks; whether one may go on. */
    boolean check() {
        if (!open()) {
            return false;
        }
        if (!endpoint.isTls()) {
            withoutTls();
            return true;
        }
        return tls();
    }

    /** Makes the check {@code reachability} alone. */
    boolean open() {
        try {
            InetAddress[] addresses = Bounded.call(limits.connect(), () -> InetAddress.getAllByName(endpoint.host()));
            connect(addresses).close();
            checks.passed("reachability", endpoint.place() + " takes connections");
        } catch (IOException e) {
            checks.failed("reachability", NetworkDiagnosis.of(e, endpoint, limits));
            return false;
        }
        return true;
    }

    /** A name may have several addresses, of which not every one has to answer. */
    private Socket connect(InetAddress[] addresses) throws IOException {
        IOException last = null;
        for (InetAddress address : addresses) {
            var socket = new Socket();
            try {
                socket.connect(new InetSocketAddress(address, endpoint.port()), (int)
                        limits.connect().toMillis());
                return socket;
            } catch (IOException e) {
                socket.close();
                last = e;
            }
        }
        throw last == null ? new IOException("the name has no address") : last;
    }

    private void withoutTls() {
        if (endpoint.isThisMachine()) {
            checks.passed("tls", "no TLS, and nothing leaves this machine");
        } else {
            checks.warning(
                    "tls",
                    Diagnosis.of(
                            "No TLS: the token and all telemetry can be read on the way",
                            "The endpoint begins with http://",
                            "Use https://, and turn TLS on at the other side (Splunk: Global Settings, Enable SSL)"));
        }
    }

    private boolean tls() {
        try {
            SSLSession session = Bounded.call(limits.connect(), this::handshake);
            if (!trust.verify()) {
                checks.warning("tls", unverified());
            } else {
                certificate(session);
            }
            return true;
        } catch (IOException e) {
            checks.failed("tls", NetworkDiagnosis.ofTls(e, endpoint, limits));
            return false;
        }
    }

    private SSLSession handshake() throws IOException {
        try (var socket = (SSLSocket) trust.context().getSocketFactory().createSocket()) {
            socket.connect(new InetSocketAddress(endpoint.host(), endpoint.port()), (int)
                    limits.connect().toMillis());
            socket.setSoTimeout((int) limits.connect().toMillis());
            if (trust.verify()) {
                SSLParameters parameters = socket.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                socket.setSSLParameters(parameters);
            }
            socket.startHandshake();
            return socket.getSession();
        }
    }

    private void certificate(SSLSession session) throws IOException {
        Certificate[] chain = session.getPeerCertificates();
        var until = ((X509Certificate) chain[0]).getNotAfter().toInstant();
        String finding = session.getProtocol() + ", certificate valid until " + until;
        Duration left = Duration.between(surroundings.clock().instant(), until);
        if (left.compareTo(SOON) < 0) {
            String ends = left.isNegative() ? "The certificate has ended: " : "The certificate ends soon: ";
            checks.warning(
                    "tls",
                    Diagnosis.of(
                            ends + until,
                            "Certificates are made for a limited time",
                            "Renew it; most clients refuse one that has ended, even if it is named as trusted"));
        } else {
            checks.passed("tls", finding);
        }
    }

    private static Diagnosis unverified() {
        return Diagnosis.of(
                "The certificate was not looked at",
                "Verification is switched off (--no-ssl-verify), which lets whoever stands between read the token",
                "Use it for development only, with a server that you know",
                "Better: name the certificate to trust with --ca-bundle FILE, or REQUESTS_CA_BUNDLE");
    }
}
