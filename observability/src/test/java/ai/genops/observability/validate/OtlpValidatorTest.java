package ai.genops.observability.validate;

import static ai.genops.observability.validate.Peer.check;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class OtlpValidatorTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<JsonNode> spans = new CopyOnWriteArrayList<>();
    private volatile boolean asksForToken = true;
    private volatile int status = 200;
    private volatile String body = "{}";
    private Peer peer;

    @BeforeEach
    void start() throws IOException {
        peer = new Peer(this::handle);
    }

    @AfterEach
    void stop() {
        peer.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String given = exchange.getRequestHeaders().getFirst("Authorization");
        if (asksForToken && !"Bearer right-token".equals(given)) {
            Peer.reply(exchange, 401, "application/json", "{\"code\":16,\"message\":\"no " + given + "\"}");
        } else if (path.equals("/health")) {
            Peer.reply(exchange, 200, "application/json", "{\"status\":\"ok\"}");
        } else if (path.equals("/v1/traces")) {
            take(exchange);
        } else {
            Peer.reply(exchange, 404, "application/json", "{\"message\":\"not found\"}");
        }
    }

    private void take(HttpExchange exchange) throws IOException {
        for (JsonNode resource :
                JSON.readTree(exchange.getRequestBody().readAllBytes()).get("resourceSpans")) {
            JsonNode span = resource.at("/scopeSpans/0/spans/0");
            assertThat(span.get("traceId").asText()).matches("[0-9a-f]{32}");
            assertThat(span.get("spanId").asText()).matches("[0-9a-f]{16}");
            spans.add(span);
        }
        Peer.reply(exchange, status, "application/json", body);
    }

    private Validation validate(String endpoint, String token) {
        var target = new OtlpTarget(OtlpTarget.Kind.CRIBL, endpoint, Secret.of(token));
        return new OtlpValidator(target, Conditions.USUAL.within(Peer.LIMITS), Peer.surroundings()).validate();
    }

    @Test
    void aReceiverThatAsksForTheTokenIsValid() {
        Validation validation = validate(peer.address(), "right-token");
        assertThat(validation.valid()).as(validation.text()).isTrue();
        assertThat(validation.target()).isEqualTo("cribl");
        assertThat(check(validation, "token").status()).isEqualTo(Status.PASSED);
        assertThat(check(validation, "health").status()).isEqualTo(Status.PASSED);
        assertThat(spans).hasSize(1);
        assertThat(spans.get(0).get("name").asText()).isEqualTo("genops.validate");
    }

    @Test
    void aTokenThatNobodyAsksForIsNotSaidToBeRight() {
        asksForToken = false;
        Validation validation = validate(peer.address(), "any-token");
        assertThat(validation.valid()).isTrue();
        assertThat(check(validation, "token").status()).isEqualTo(Status.UNCHECKED);
    }

    @Test
    void aWrongTokenFailsAndIsNotShown() {
        Validation validation = validate(peer.address(), "wrong-secret");
        assertThat(check(validation, "health").status()).isEqualTo(Status.FAILED);
        assertThat(check(validation, "token").finding()).contains("The token is not accepted");
        assertThat(validation.text() + validation.json()).doesNotContain("wrong-secret");
    }

    @Test
    void aSpanThatIsRejectedInAPartialSuccessFails() {
        body = "{\"partialSuccess\":{\"rejectedSpans\":\"1\",\"errorMessage\":\"too old\"}}";
        Validation validation = validate(peer.address(), "right-token");
        assertThat(check(validation, "delivery").status()).isEqualTo(Status.FAILED);
        assertThat(check(validation, "delivery").finding()).contains("partial success", "too old");
    }

    @Test
    void aRemarkWithoutRejectionIsAWarning() {
        body = "{\"partialSuccess\":{\"errorMessage\":\"attribute x is deprecated\"}}";
        Validation validation = validate(peer.address(), "right-token");
        assertThat(validation.valid()).isTrue();
        assertThat(validation.warnings()).hasSize(1).first().asString().contains("deprecated");
    }

    @ParameterizedTest
    @CsvSource({
        "400, delivery, does not understand",
        "413, delivery, no request of a few hundred bytes",
        "415, delivery, does not take OTLP in JSON",
        "429, delivery, takes nothing now",
        "500, delivery, own fault",
        "503, delivery, takes nothing now",
        "404, path, Nothing takes traces at /v1/traces",
        "405, path, Nothing takes traces at /v1/traces",
        "418, delivery, not OTLP's",
    })
    void everyRefusalHasACauseAndAFix(int answer, String id, String finding) {
        status = answer;
        Check failed = check(validate(peer.address(), "right-token"), id);
        assertThat(failed.status()).isEqualTo(Status.FAILED);
        assertThat(failed.finding()).contains(finding);
        assertThat(failed.cause()).isNotEmpty();
        assertThat(failed.fix()).isNotEmpty();
    }

    @Test
    void aSuccessThatIsNot200IsAWarning() {
        status = 202;
        assertThat(check(validate(peer.address(), "right-token"), "delivery").status())
                .isEqualTo(Status.WARNING);
    }

    @Test
    void aPathIsUsedAsItStands() {
        Validation validation = validate(peer.address() + "/otlp", "right-token");
        assertThat(check(validation, "path").finding()).contains("Nothing takes traces at /otlp");
        assertThat(validate(peer.address() + "/v1/traces/", "right-token").valid())
                .isTrue();
    }

    @Test
    void criblsVariablesAreReadAndItsTokenMustBeThere() {
        var target = new OtlpTarget(OtlpTarget.Kind.CRIBL, "", Secret.NONE);
        Validation none = new OtlpValidator(target, Conditions.USUAL, Peer.surroundings()).validate();
        assertThat(none.errors()).containsExactly("CRIBL_OTLP_ENDPOINT not set", "CRIBL_AUTH_TOKEN not set");
        var environment = Map.of("CRIBL_OTLP_ENDPOINT", peer.address(), "CRIBL_AUTH_TOKEN", "right-token");
        Validation both = new OtlpValidator(target, Conditions.USUAL, Peer.surroundings(environment)).validate();
        assertThat(both.valid()).as(both.text()).isTrue();
    }
}
