package ai.genops.source.receive;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.source.otlp.Signal;
import ai.genops.source.receive.OtlpStats.TenantCounts;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.RequestHeaders;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TenantsTest {
    private static final long SECOND = 1_000_000_000;

    private TestServer server = new TestServer();

    @AfterEach
    void close() {
        assertThat(server.receiver.stats().inFlightBytes()).isZero();
        server.close();
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " | ", quoteCharacter = '~', textBlock = """
            team/a     | its character 5 is none of letters, digits and !-_.*'()
            a b        | its character 2 is none of letters, digits and !-_.*'()
            a|b | its character 2 is none of letters, digits and !-_.*'()
            ..         | it is `..`, which is a folder
            """)
    void namesThatMimirRefusesAreRefused(String name, String why) throws Exception {
        var answer = send(name);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(HttpExportTest.message(answer.body())).isEqualTo("`X-Scope-OrgID` names no tenant: " + why);
        assertThat(server.log.records()).isZero();
    }

    @Test
    void aNameMayHaveAHundredAndFiftyCharacters() throws Exception {
        assertThat(send("a".repeat(150)).statusCode()).isEqualTo(200);
        assertThat(send("Acme-1_x.*'(!)").statusCode()).isEqualTo(200);
        assertThat(HttpExportTest.message(send("a".repeat(151)).body()))
                .contains("it has 151 characters; at most 150 are allowed");
    }

    @Test
    void twoNamesAreRefused() throws Exception {
        var answer = server.send(server.protobuf("/v1/traces", TestServer.spans(1))
                .header("X-Scope-OrgID", "acme")
                .header("X-Scope-OrgID", "other"));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(HttpExportTest.message(answer.body())).contains("it is there more than once");
    }

    @Test
    void withoutABlockNobodyIsCounted() throws Exception {
        send("acme");
        assertThat(server.receiver.stats().tenants()).isEmpty();
    }

    @Test
    void aRequiredTenantIsRequired() throws Exception {
        with("tenants: {required: true}");
        var answer = send("");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(HttpExportTest.message(answer.body())).contains("send it as `X-Scope-OrgID: <tenant>`");
        assertThat(send("acme").statusCode()).isEqualTo(200);
    }

    @Test
    void requestsOverTheRateAreToldWhenToComeAgain() throws Exception {
        with("tenants: {requests_per_second: 2, overrides: [{tenant: big, requests_per_second: 1000}]}");
        assertThat(send("small").statusCode()).isEqualTo(200);
        assertThat(send("small").statusCode()).isEqualTo(200);
        assertThat(send("small").statusCode()).isEqualTo(200); // what a pause saved up, and one
        var refused = send("small");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("retry-after")).hasValue("1");
        assertThat(HttpExportTest.message(refused.body()))
                .isEqualTo("tenant `small` is over its limit of 2.0 requests per second; send again later");
        for (int i = 0; i < 20; i++) {
            assertThat(send("big").statusCode()).isEqualTo(200);
        }
        server.nanos.addAndGet(SECOND / 2);
        assertThat(send("small").statusCode()).isEqualTo(200);
        assertThat(send("small").statusCode()).isEqualTo(429);
        assertThat(server.receiver.stats().tenants())
                .extracting(TenantCounts::tenant, TenantCounts::requests, TenantCounts::events, TenantCounts::limited)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("big", 20L, 20L, 0L),
                        org.assertj.core.groups.Tuple.tuple("small", 4L, 4L, 2L));
        assertThat(server.receiver.stats().of(Signal.TRACES).refused()).containsEntry(Reason.TENANT_LIMIT, 2L);
    }

    @Test
    void bytesAreCountedWhenTheyAreInTheLog() throws Exception {
        int size = TestServer.spans(100).length;
        with("tenants: {bytes_per_second: " + size / 10 + "}");
        assertThat(server.send(server.protobuf("/v1/traces", TestServer.spans(100)))
                        .statusCode())
                .isEqualTo(200);
        var refused = send("");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(HttpExportTest.message(refused.body())).contains("tenant `anonymous`", "bytes per second");
        // Ten seconds' worth, of which one was saved up.
        assertThat(refused.headers().firstValue("retry-after")).hasValue("10");
        assertThat(send("other").statusCode()).isEqualTo(200);
        server.nanos.addAndGet(10 * SECOND);
        assertThat(send("").statusCode()).isEqualTo(200);
    }

    @Test
    void whatOneTenantHasInFlightIsBoundedByItself() throws Exception {
        with("max_request_bytes: 2 KB", "tenants: {max_in_flight_bytes: 4 KB}");
        server.log.hold();
        List<CompletableFuture<HttpResponse<byte[]>>> held = new java.util.ArrayList<>();
        while (server.receiver.stats().inFlightBytes() < 3_900) {
            int before = server.log.waiting();
            held.add(server.client.sendAsync(
                    server.protobuf("/v1/traces", TestServer.spans(1))
                            .header("X-Scope-OrgID", "greedy")
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray()));
            while (server.log.waiting() == before && !held.getLast().isDone()) {
                Thread.sleep(2);
            }
            if (held.getLast().isDone()) {
                break;
            }
        }
        var refused = send("greedy");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(HttpExportTest.message(refused.body()))
                .isEqualTo("tenant `greedy` is over its limit of 4000 bytes of requests that wait for the log;"
                        + " send again later");
        server.log.release();
        assertThat(send("modest").statusCode()).isEqualTo(200);
        held.forEach(CompletableFuture::join);
        assertThat(send("greedy").statusCode()).isEqualTo(200);
    }

    @Test
    void thereAreNoMoreTenantsThanAllowedAndIdleOnesMakeRoom() throws Exception {
        with("tenants: {max_tenants: 2, overrides: [{tenant: vip}]}");
        assertThat(send("a").statusCode()).isEqualTo(200);
        assertThat(send("b").statusCode()).isEqualTo(200);
        var refused = send("c");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("retry-after")).hasValue("60");
        assertThat(HttpExportTest.message(refused.body()))
                .isEqualTo("tenant `c` is one more than the 2 that may send here at a time");
        assertThat(send("vip").statusCode()).isEqualTo(200);
        server.nanos.addAndGet(300 * SECOND);
        assertThat(send("b").statusCode()).isEqualTo(200);
        server.nanos.addAndGet(301 * SECOND);
        assertThat(send("c").statusCode()).isEqualTo(200);
        assertThat(server.receiver.stats().tenants())
                .extracting(TenantCounts::tenant)
                .containsExactly("b", "c", "vip");
    }

    @Test
    void grpcMetadataTellsTheTenantAsWell() {
        with("tenants: {requests_per_second: 1}");
        assertThat(call("acme").get("grpc-status")).isEqualTo("0");
        assertThat(call("acme").get("grpc-status")).isEqualTo("0");
        var refused = call("acme");
        assertThat(refused.get("grpc-status")).isEqualTo("14");
        assertThat(refused.get("grpc-message")).contains("tenant `acme`");
        assertThat(refused.get("grpc-status-details-bin")).isNotNull(); // RetryInfo
        assertThat(call("no/tenant").get("grpc-status")).isEqualTo("3");
        assertThat(server.log.events())
                .hasSize(2)
                .allSatisfy(event -> assertThat(event).contains("\"genops.tenant\":\"acme\""));
    }

    @Test
    void aRateHoldsOnAverageWhateverTheSizes() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        long now = Long.MAX_VALUE - 30 * SECOND; // the clock runs over on the way
        long start = now;
        var rate = new RateLimit(1000, now);
        long taken = 0;
        long last = 0;
        for (int i = 0; i < 20_000; i++) {
            now += random.nextInt(5_000_000);
            if (rate.waitNanos(now) == 0) {
                last = random.nextInt(300);
                rate.take(last, now);
                taken += last;
            }
            double seconds = (now - start) / 1e9;
            assertThat((double) taken).as("seed %d", seed).isLessThanOrEqualTo(1000 * (seconds + 1) + last + 1);
        }
        assertThat((double) taken).as("seed %d", seed).isGreaterThan(990 * ((now - start) / 1e9));
    }

    private void with(String... settings) {
        server.close();
        server = new TestServer(settings);
    }

    private HttpResponse<byte[]> send(String tenant) throws Exception {
        var request = server.protobuf("/v1/traces", TestServer.spans(1));
        return server.send(tenant.isEmpty() ? request : request.header("X-Scope-OrgID", tenant));
    }

    private com.linecorp.armeria.common.HttpHeaders call(String tenant) {
        byte[] message = TestServer.spans(1);
        byte[] frame = ByteBuffer.allocate(message.length + 5)
                .put((byte) 0)
                .putInt(message.length)
                .put(message)
                .array();
        var headers = RequestHeaders.builder(HttpMethod.POST, Signal.TRACES.grpcPath())
                .add("content-type", "application/grpc")
                .add("x-scope-orgid", tenant)
                .build();
        var answer = WebClient.of(server.url().replace("http:", "h2c:"))
                .execute(HttpRequest.of(headers, HttpData.wrap(frame)))
                .aggregate()
                .join();
        return answer.trailers().isEmpty() ? answer.headers() : answer.trailers();
    }
}
