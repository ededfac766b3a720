package ai.genops.source.receive;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.source.AppendRefusedException.Why;
import ai.genops.source.otlp.Signal;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.RequestHeaders;
import java.nio.ByteBuffer;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GrpcExportTest {
    private TestServer server = new TestServer("max_request_bytes: 1 MB");

    @AfterEach
    void stillServesAndHoldsNothing() {
        server.log.refuse(0, Why.BUSY);
        var answer = call(frame(0, TestServer.spans(1)), "authorization", "Bearer secret");
        assertThat(status(answer)).isEqualTo("0");
        assertThat(server.receiver.stats().inFlightBytes()).isZero();
        server.close();
    }

    @Test
    void aCallIsAnsweredWithAnEmptyMessageAndATrailer() {
        var answer = call(frame(0, TestServer.spans(3)));
        assertThat(answer.status().code()).isEqualTo(200);
        assertThat(answer.headers().contentType()).hasToString("application/grpc");
        assertThat(answer.content().array()).isEqualTo(new byte[5]);
        assertThat(answer.trailers().get("grpc-status")).isEqualTo("0");
        assertThat(server.log.events()).hasSize(3);
        assertThat(server.receiver.stats().of(Signal.TRACES).events()).isEqualTo(3);
    }

    @Test
    void compressedMessagesAreInflated() throws Exception {
        byte[] message = HttpExportTest.gzip(TestServer.spans(400));
        assertThat(status(call(frame(1, message), "grpc-encoding", "gzip"))).isEqualTo("0");
        assertThat(server.log.events()).hasSize(400);
        assertThat(status(call(frame(1, message)))).isEqualTo("3");
        var unknown = call(frame(1, message), "grpc-encoding", "snappy");
        assertThat(status(unknown)).isEqualTo("12");
        assertThat(unknown.headers().get("grpc-accept-encoding")).isEqualTo("identity,gzip");
    }

    @Test
    void wrongFramesAreInvalid() {
        byte[] good = frame(0, TestServer.spans(1));
        byte[] two = ByteBuffer.allocate(good.length * 2).put(good).put(good).array();
        for (byte[] bad : new byte[][] {{}, {0, 0}, {0, 0, 0, 0, 9, 1}, {2, 0, 0, 0, 0}, {0, -1, -1, -1, -1}, two}) {
            assertThat(status(call(bad))).isEqualTo("3");
        }
        var garbage = call(frame(0, "not OTLP".getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
        assertThat(status(garbage)).isEqualTo("3");
        assertThat(garbage.headers().get("grpc-message")).startsWith("the request is not OTLP: ");
        assertThat(server.receiver.stats().of(Signal.TRACES).refused()).containsEntry(Reason.MALFORMED, 7L);
    }

    @Test
    void largeMessagesAndBombsExhaustTheLimit() throws Exception {
        assertThat(status(call(frame(0, new byte[1_500_000])))).isEqualTo("8");
        var bomb = call(frame(1, HttpExportTest.gzip(new byte[100_000_000])), "grpc-encoding", "gzip");
        assertThat(status(bomb)).isEqualTo("8");
        assertThat(bomb.headers().get("grpc-status-details-bin")).isNull();
    }

    @Test
    void aFullLogIsUnavailableWithADelay() throws Exception {
        for (Why why : new Why[] {Why.BUSY, Why.UNAVAILABLE}) {
            server.log.refuse(1, why);
            var answer = call(frame(0, TestServer.spans(1)));
            assertThat(status(answer)).isEqualTo("14");
            assertThat(answer.headers().get("grpc-message")).isEqualTo("the log takes nothing now");
            byte[] details = Base64.getDecoder().decode(answer.headers().get("grpc-status-details-bin"));
            assertThat(HttpExportTest.message(details)).isEqualTo("the log takes nothing now");
            assertThat(new String(details, java.nio.charset.StandardCharsets.ISO_8859_1))
                    .contains("type.googleapis.com/google.rpc.RetryInfo");
        }
    }

    @Test
    void aTokenIsDemandedWhereOneIsSet() {
        server.close();
        server = new TestServer("token: secret");
        assertThat(status(call(frame(0, TestServer.spans(1)), "authorization", "Bearer wrong")))
                .isEqualTo("16");
        assertThat(status(call(frame(0, TestServer.spans(1))))).isEqualTo("16");
        assertThat(server.log.records()).isZero();
    }

    @Test
    void anUnknownServiceIsUnimplemented() {
        var answer = client().execute(HttpRequest.of(
                        RequestHeaders.of(HttpMethod.POST, "/x.Y/Z", "content-type", "application/grpc"),
                        HttpData.wrap(new byte[5])))
                .aggregate()
                .join();
        assertThat(status(answer)).isEqualTo("12");
    }

    @Test
    void theClientsDeadlineIsKept() {
        server.log.hold();
        assertThat(status(call(frame(0, TestServer.spans(1)), "grpc-timeout", "200m")))
                .isEqualTo("4");
        server.log.release();
    }

    @Test
    void messagesArePercentEncoded() {
        assertThat(Grpc.percentEncoded("100% ä\n")).isEqualTo("100%25 %C3%A4%0A");
        assertThat(Grpc.timeoutMillis("5S")).isEqualTo(5000);
        assertThat(Grpc.timeoutMillis("2000u")).isEqualTo(2);
        assertThat(Grpc.timeoutMillis("99999999H")).isPositive();
        assertThat(Grpc.timeoutMillis("soon")).isZero();
    }

    private AggregatedHttpResponse call(byte[] body, String... headers) {
        var builder = RequestHeaders.builder(HttpMethod.POST, Signal.TRACES.grpcPath())
                .add("content-type", "application/grpc")
                .add("te", "trailers");
        for (int i = 0; i < headers.length; i += 2) {
            builder.add(headers[i], headers[i + 1]);
        }
        return client().execute(HttpRequest.of(builder.build(), HttpData.wrap(body)))
                .aggregate()
                .join();
    }

    private WebClient client() {
        return WebClient.of("h2c" + server.url().substring("http".length()));
    }

    private static String status(AggregatedHttpResponse answer) {
        return answer.headers().get("grpc-status", answer.trailers().get("grpc-status", ""));
    }

    private static byte[] frame(int flag, byte[] message) {
        return ByteBuffer.allocate(5 + message.length)
                .put((byte) flag)
                .putInt(message.length)
                .put(message)
                .array();
    }
}
