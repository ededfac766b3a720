package ai.genops.observability.validate;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;

/** What a failure below HTTP means. */
final class NetworkDiagnosis {
    private NetworkDiagnosis() {}

    static Diagnosis of(IOException failure, Endpoint endpoint, Limits limits) {
        if (failure instanceof UnknownHostException) {
            return Diagnosis.of(
                    "The host " + endpoint.host() + " does not resolve",
                    "No name server that this machine asks knows the name",
                    "Compare the name with the one in the address bar of the browser that shows the product",
                    "Ask for it: nslookup " + endpoint.host(),
                    "If it is known inside a private network only, join that network (VPN, DNS of the cluster)");
        }
        if (failure instanceof SocketTimeoutException || failure instanceof HttpTimeoutException) {
            return timeout(endpoint, limits);
        }
        if (failure instanceof ConnectException || failure instanceof NoRouteToHostException) {
            return refused(endpoint, failure);
        }
        if (failure instanceof SSLException) {
            return ofTls(failure, endpoint, limits);
        }
        return closed(endpoint, failure);
    }

    private static Diagnosis refused(Endpoint endpoint, IOException failure) {
        boolean splunk = endpoint.product().equals(Endpoint.SPLUNK);
        List<String> fix = new ArrayList<>();
        fix.add("Check that it is running" + (splunk ? " (on the Splunk server: $SPLUNK_HOME/bin/splunk status)" : ""));
        fix.add("Verify that the port is accessible: nc -zv " + endpoint.host() + " " + endpoint.port());
        fix.add("Check firewall rules: outbound connections to port " + endpoint.port()
                + " allowed here, inbound ones there");
        if (splunk) {
            fix.add("Settings, Data Inputs, HTTP Event Collector, Global Settings: All Tokens is Enabled; while it is"
                    + " disabled, Splunk does not listen");
        }
        String said = String.valueOf(failure.getMessage());
        return new Diagnosis(
                "Connection refused - " + (splunk ? "HEC " : "") + "endpoint not accessible: " + endpoint.place(),
                "Network connectivity or " + endpoint.product() + " not running",
                said.contains("refused")
                        ? "the machine is there, and nothing listens on this port"
                        : "the network says: " + said,
                fix);
    }

    private static Diagnosis timeout(Endpoint endpoint, Limits limits) {
        return Diagnosis.of(
                "No answer from " + endpoint.place() + " in time ("
                        + limits.connect().toSeconds() + " s to connect, "
                        + limits.answer().toSeconds() + " s to answer)",
                "A firewall that drops packets without a word, a wrong port, or a server that hangs",
                "Verify that the port is accessible: nc -zv " + endpoint.host() + " " + endpoint.port(),
                "Check firewall rules: outbound connections to port " + endpoint.port()
                        + " allowed here, inbound ones there",
                "If the connection stands, look at the server's own log and load, and whether it expects "
                        + (endpoint.isTls() ? "http://" : "https://"));
    }

    private static Diagnosis closed(Endpoint endpoint, IOException failure) {
        String other = endpoint.isTls() ? "http://" : "https://";
        return Diagnosis.of(
                "The connection ended without an answer in HTTP: " + failure.getMessage(),
                "Something else than a collector over HTTP listens at " + endpoint.place(),
                "Try " + other + endpoint.place() + ": a server that expects TLS hangs up on plain HTTP",
                "Port 4317 is usually OTLP over gRPC, 9997 Splunk's forwarders: use 4318 for OTLP, 8088 for HEC");
    }

    static Diagnosis ofTls(IOException failure, Endpoint endpoint, Limits limits) {
        if (!(failure instanceof SSLException)) {
            return failure instanceof SocketTimeoutException
                    ? timeout(endpoint, limits)
                    : Diagnosis.of(
                            "TLS cannot be established: " + failure.getMessage(),
                            "The other side hung up, or the CA bundle cannot be used",
                            "Check the port: a server without TLS needs http://",
                            "Check the file named with --ca-bundle or REQUESTS_CA_BUNDLE");
        }
        String said = String.valueOf(failure.getMessage());
        if (said.contains("Unsupported or unrecognized SSL message") || said.contains("plaintext")) {
            return Diagnosis.of(
                    "The server does not speak TLS on this port",
                    "The endpoint begins with https://, and the server expects http://",
                    "Use http://" + endpoint.place() + ", or turn TLS on at the other side"
                            + " (Splunk: Global Settings, Enable SSL)");
        }
        return certificate(failure, endpoint);
    }

    private static Diagnosis certificate(IOException failure, Endpoint endpoint) {
        CertificateException certificate = null;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateExpiredException || cause instanceof CertificateNotYetValidException) {
                return Diagnosis.of(
                        "The server's certificate is not valid now: " + cause.getMessage(),
                        "It has expired, or does not count yet, or this machine's clock is wrong",
                        "Renew the certificate; compare the clocks of both machines");
            }
            certificate = cause instanceof CertificateException found ? found : certificate;
        }
        String said = String.valueOf(certificate == null ? failure.getMessage() : certificate.getMessage());
        if (said.contains("subject alternative") || said.contains("No name matching")) {
            return Diagnosis.of(
                    "The server's certificate is not made for " + endpoint.host(),
                    "It names other hosts",
                    "Use the name that it was made for in the endpoint",
                    "Or have it made with " + endpoint.host() + " among its subject alternative names");
        }
        return Diagnosis.of(
                "The server's certificate is not trusted: " + said,
                "It is self-signed (as Splunk's own are), or signed by an authority that this machine does not know",
                "Name the certificate, or its authority's, with --ca-bundle FILE",
                "For development only: --no-ssl-verify");
    }
}
