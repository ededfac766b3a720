package ai.genops.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.server.TestServer;
import ai.genops.server.TestServer.Outcome;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BooksCheckTest {
    @Test
    void aDifferenceThatStaysIsToldWithExitCodeOne() throws Exception {
        Outcome outcome = check(List.of("events of route `r`: 3 before, 2 after"));
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.out())
                .contains("{\"balanced\":false,\"difference\":\"events of route `r`: 3 before, 2 after\"}");
    }

    @Test
    void aDifferenceThatGoesAwayIsNone() throws Exception {
        Outcome outcome = check(List.of("under way", "under way", ""));
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).contains("{\"balanced\":true}");
    }

    /// Against a status with these differences, one after the other and the last for good.
    private static Outcome check(List<String> differences) throws Exception {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        Iterator<String> next = differences.iterator();
        server.createContext("/api/status", exchange -> {
            String difference = next.hasNext() ? next.next() : differences.getLast();
            String list = difference.isEmpty() ? "" : '"' + difference + '"';
            byte[] body = ("{\"books\":{\"balanced\":" + list.isEmpty() + ",\"differences\":[" + list + "]}}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try {
            String url = "http://127.0.0.1:" + server.getAddress().getPort();
            return TestServer.run("check", "--books", "--json", "--url", url);
        } finally {
            server.stop(0);
        }
    }
}
