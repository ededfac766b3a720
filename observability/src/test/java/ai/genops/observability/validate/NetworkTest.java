package ai.genops.observability.validate;

import static ai.genops.observability.validate.Peer.check;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What stands below HEC: names, ports, TLS, servers that hang, proxies that answer by themselves. */
@Timeout(60)
class NetworkTest {
    private static final Limits IMPATIENT =
            new Limits(Duration.ofSeconds(2), Duration.ofSeconds(1), Duration.ofSeconds(1));

    @TempDir
    static Path folder;

    private static Validation validate(String endpoint, Trust trust) {
        return validate(endpoint, Conditions.USUAL.within(Peer.LIMITS).trusting(trust));
    }

    private static Validation validate(String endpoint, Conditions conditions) {
        var target = SplunkTarget.OF_ENVIRONMENT.at(endpoint, Secret.of(FakeHec.TOKEN));
        return new SplunkValidator(target, conditions, Peer.surroundings()).validate();
    }

    private static Validation validate(String endpoint) {
        return validate(endpoint, Trust.PLATFORM);
    }

    @Test
    void aHostThatDoesNotResolveIsNamed() {
        Check check = check(validate("https://no-such-host.invalid:8088"), "reachability");
        assertThat(check.finding()).isEqualTo("The host no-such-host.invalid does not resolve");
        assertThat(check.fix().toString()).contains("nslookup no-such-host.invalid");
    }

    @Test
    void aClosedPortIsRefusedAndTheRestIsNotPassed() throws IOException {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Validation validation = validate("http://127.0.0.1:" + port);
        Check check = check(validation, "reachability");
        assertThat(check.finding()).startsWith("Connection refused");
        assertThat(check.cause()).isEqualTo("Network connectivity or Splunk not running");
        assertThat(check.fix().toString()).contains("nc -zv 127.0.0.1 " + port);
        assertThat(validation.connectivity()).isFalse();
        assertThat(check(validation, "token").status()).isEqualTo(Status.UNCHECKED);
    }

    @Test
    void aServerThatHangsIsGivenUp() throws IOException {
        var end = new CountDownLatch(1);
        try (var peer = new Peer(exchange -> await(end))) {
            Validation validation = validate(peer.address(), Conditions.USUAL.within(IMPATIENT));
            assertThat(check(validation, "health").finding()).startsWith("No answer from 127.0.0.1:" + peer.port());
            assertThat(check(validation, "delivery").status()).isEqualTo(Status.FAILED);
            end.countDown();
        }
    }

    @Test
    void anAnswerThatDripsIsGivenUp() throws IOException {
        var end = new CountDownLatch(1);
        try (var peer = new Peer(exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            await(end);
        })) {
            assertThat(check(validate(peer.address(), Conditions.USUAL.within(IMPATIENT)), "health")
                            .finding())
                    .startsWith("No answer from");
            end.countDown();
        }
    }

    @Test
    void ofAnEndlessAnswerOnlyTheBeginningIsRead() throws IOException {
        try (var peer = new Peer(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] block = "x".repeat(8192).getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < 100_000; i++) {
                exchange.getResponseBody().write(block);
            }
        })) {
            assertThat(check(validate(peer.address()), "health").finding())
                    .startsWith("The answer is not HEC's: HTTP 200");
        }
    }

    private static void await(CountDownLatch end) {
        try {
            end.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aPageOfAProxyIsNoCollector() throws IOException {
        try (var peer = new Peer(exchange -> Peer.reply(
                exchange,
                502,
                "text/html",
                "<html><head><title>Bad Gateway</title></head><body>nginx</body></html>"))) {
            Check check = check(validate(peer.address()), "health");
            assertThat(check.finding()).contains("HTTP 502", "titled `Bad Gateway`");
            assertThat(check.actual()).contains("a proxy");
            assertThat(check(validate(peer.address()), "token").status()).isEqualTo(Status.UNCHECKED);
        }
    }

    @Test
    void aRedirectIsNotFollowedAndTheTokenStaysHere() throws IOException {
        try (var elsewhere = new FakeHec();
                var peer = new Peer(exchange -> {
                    exchange.getResponseHeaders().set("Location", elsewhere.address() + "/login?session=secret-9");
                    Peer.reply(exchange, 302, "text/html", "");
                })) {
            Validation validation = validate(peer.address());
            assertThat(check(validation, "health").actual()).contains("it sends clients elsewhere");
            assertThat(validation.text()).doesNotContain("secret-9");
            assertThat(elsewhere.events.get()).isZero();
        }
    }

    @Test
    void whatTheServerRepeatsOfAShortTokenIsHidden() throws IOException {
        try (var peer = new Peer(exchange -> Peer.reply(
                exchange, 418, "text/plain", exchange.getRequestHeaders().getFirst("Authorization") + " is bad"))) {
            var target = SplunkTarget.OF_ENVIRONMENT.at(peer.address(), Secret.of("q7Zw"));
            Validation validation =
                    new SplunkValidator(target, Conditions.USUAL.within(Peer.LIMITS), Peer.surroundings()).validate();
            assertThat(check(validation, "delivery").finding()).contains("`Splunk *** is bad`");
            assertThat(validation.text() + validation.json()).doesNotContain("q7Zw");
        }
    }

    @Test
    void theManagementPortIsRecognised() throws IOException {
        String body = "<?xml version=\"1.0\"?><response><messages><msg>Not Found</msg></messages></response>";
        try (var peer = new Peer(exchange -> Peer.reply(exchange, 404, "text/xml", body))) {
            assertThat(check(validate(peer.address()), "health").actual()).contains("management port");
        }
    }

    @Test
    void aServerWithoutTlsIsRecognised() throws IOException {
        try (var socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var server = new Thread(() -> answerInPlainText(socket));
            server.start();
            Check check = check(validate("https://127.0.0.1:" + socket.getLocalPort()), "tls");
            assertThat(check.finding()).isEqualTo("The server does not speak TLS on this port");
            assertThat(check.fix().toString()).contains("http://127.0.0.1");
        }
    }

    private static void answerInPlainText(ServerSocket socket) {
        while (!socket.isClosed()) {
            try (var client = socket.accept()) {
                client.getInputStream().read(new byte[16]);
                client.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                // Somebody looked whether the port is open, or the test has ended.
            }
        }
    }

    @Test
    void aSelfSignedCertificateFailsUntilItIsNamedOrNotLookedAt() throws Exception {
        var certificate = new SelfSigned(folder, "ip:127.0.0.1", null);
        try (var hec = new FakeHec();
                var peer = Peer.tls(certificate.context(), hec::handle)) {
            Validation untrusted = validate(peer.address());
            assertThat(check(untrusted, "tls").finding()).startsWith("The server's certificate is not trusted");
            assertThat(hec.events.get()).isZero();

            Validation named = validate(peer.address(), new Trust(true, certificate.pem()));
            assertThat(named.valid()).as(named.text()).isTrue();
            assertThat(check(named, "tls").status()).isEqualTo(Status.PASSED);

            Validation unverified = validate(peer.address(), new Trust(false, null));
            assertThat(unverified.valid()).as(unverified.text()).isTrue();
            assertThat(check(unverified, "tls").status()).isEqualTo(Status.WARNING);
            assertThat(hec.events.get()).isEqualTo(2);
        }
    }

    @Test
    void aCertificateOfAnotherNameOrTimeIsToldApart() throws Exception {
        var other = new SelfSigned(folder, "dns:splunk.internal", null);
        try (var hec = new FakeHec();
                var peer = Peer.tls(other.context(), hec::handle)) {
            Validation validation = validate(peer.address(), new Trust(true, other.pem()));
            assertThat(check(validation, "tls").finding()).contains("is not made for 127.0.0.1");
            assertThat(validate(peer.address(), new Trust(false, null)).valid()).isTrue();
        }
        var past = new SelfSigned(folder, "ip:127.0.0.1", "-400d");
        try (var hec = new FakeHec();
                var peer = Peer.tls(past.context(), hec::handle)) {
            Validation validation = validate(peer.address(), new Trust(true, past.pem()));
            assertThat(check(validation, "tls").finding()).startsWith("The certificate has ended: ");
        }
    }

    @Test
    void aBundleWithoutCertificatesIsToldBeforeAnythingIsAsked() throws IOException {
        Path empty = Files.writeString(folder.resolve("empty.pem"), "no certificate\n");
        try (var hec = new FakeHec()) {
            Validation validation = validate(hec.address(), new Trust(true, empty));
            assertThat(check(validation, "environment").finding()).contains("empty.pem");
            assertThat(hec.events.get()).isZero();
        }
        assertThat(validate("http://127.0.0.1:1", new Trust(true, folder.resolve("none.pem")))
                        .errors())
                .first()
                .asString()
                .contains("is not there");
    }

    @Test
    void onlyLoopbackIsThisMachine() {
        for (String local : new String[] {"http://localhost:8088", "http://127.0.0.1:8088", "http://[::1]:8088"}) {
            assertThat(new Endpoint(URI.create(local), "it").isThisMachine())
                    .as(local)
                    .isTrue();
        }
        for (String other : new String[] {"http://splunk:8088", "http://127.0.0.1.nip.io", "http://10.0.0.1:8088"}) {
            assertThat(new Endpoint(URI.create(other), "it").isThisMachine())
                    .as(other)
                    .isFalse();
        }
    }
}
