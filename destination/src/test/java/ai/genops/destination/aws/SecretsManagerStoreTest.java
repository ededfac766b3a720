package ai.genops.destination.aws;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.destination.s3.Moto;
import ai.genops.pipeline.config.Secret;
import ai.genops.pipeline.config.SecretState;
import ai.genops.pipeline.config.Secrets;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretsManagerStoreTest {
    private static final String ARN = "arn:aws:secretsmanager:eu-central-1:123456789013:secret:prod/datadog-AbCdEf";

    private FakeSecretsManager manager;
    private Map<String, String> environment;

    @BeforeEach
    void start() throws IOException {
        manager = new FakeSecretsManager();
        environment = manager.environment();
        manager.secrets.put(
                "prod/datadog", string("{\\\"api_key\\\":\\\"dd-one\\\",\\\"port\\\":8088,\\\"e\\\":\\\"\\\"}"));
        manager.secrets.put("plain", string("whole s3cret"));
        manager.secrets.put("bytes", "\"SecretBinary\":\"AAAA\"");
    }

    @AfterEach
    void stop() {
        manager.close();
    }

    private static String string(String json) {
        return "\"SecretString\":\"" + json + "\"";
    }

    private Secrets secrets() {
        return new Secrets(environment::get).with(new SecretsManagerStore(environment::get));
    }

    @Test
    void aKeyOfASecretOrAWholeTextIsReadBySignedRequests() {
        assertThat(secrets().resolve("Key ${aws-secrets:prod/datadog#api_key}"))
                .isEqualTo(new Secret("Key dd-one", ""));
        assertThat(secrets().resolve("${aws-secrets:prod/datadog#port}").value())
                .isEqualTo("8088");
        assertThat(secrets().resolve("${aws-secrets:plain}").value()).isEqualTo("whole s3cret");
    }

    @Test
    void theRegionOfAnArnCounts() {
        environment.put("AWS_REGION", "us-east-1");
        manager.secrets.put(ARN, string("{\\\"a\\\":\\\"of the arn\\\"}"));
        assertThat(secrets().resolve("${aws-secrets:" + ARN + "#a}").value()).isEqualTo("of the arn");
    }

    @Test
    void aRotatedSecretIsSeenAndOneThatCannotBeFetchedKeepsItsValue() {
        Secrets secrets = secrets();
        Secret secret = secrets.resolve("${aws-secrets:prod/datadog#api_key}");
        manager.secrets.put("prod/datadog", string("{\\\"api_key\\\":\\\"dd-two\\\"}"));
        secrets.refresh();
        assertThat(secret.value()).isEqualTo("dd-two");
        manager.fault = "InternalServiceError";
        secrets.refresh();
        assertThat(secret.value()).isEqualTo("dd-two");
        assertThat(secrets.states())
                .containsExactly(new SecretState(
                        "aws-secrets:prod/datadog#api_key",
                        "AWS Secrets Manager does not give `prod/datadog` (HTTP 500 InternalServiceError)"));
        manager.fault = "";
        secrets.refresh();
        assertThat(secrets.states()).extracting(SecretState::problem).containsExactly("");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            nothing#a            | AWS has no secret `nothing` (HTTP 400 ResourceNotFoundException)
            prod/datadog#nothing | AWS's secret `prod/datadog` has no text `nothing`
            prod/datadog#e       | AWS's secret `prod/datadog` has an empty `e`
            plain#a              | AWS's secret `plain` is not a JSON object; refer to it without `#a`, or make it one
            bytes#a              | AWS's secret `bytes` is not a text
            two words#a          | `${aws-secrets:two words#a}` is not of the form `${aws-secrets:name-or-arn#key}`
            plain#               | `${aws-secrets:plain#}` is not of the form `${aws-secrets:name-or-arn#key}`
            """)
    void whatIsMissingIsSaid(String reference, String reason) {
        assertThat(secrets().resolve("${aws-secrets:" + reference + "}").missing())
                .isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource({"AWS_ACCESS_KEY_ID,AKIDOTHER", "AWS_SECRET_ACCESS_KEY,s3cr3t-and-wrong", "AWS_REGION,us-west-2"})
    void wrongCredentialsAreRefusedAndNotShown(String variable, String value) {
        environment.put(variable, value);
        assertThat(reason())
                .startsWith("AWS refuses the credentials for `prod/datadog` (HTTP 400")
                .doesNotContain(value);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            AccessDeniedException   | AWS does not permit secretsmanager:GetSecretValue on `prod/datadog` (HTTP 400
            DecryptionFailure       | AWS cannot decrypt `prod/datadog`; permit kms:Decrypt on its key (HTTP 400
            InvalidRequestException | AWS's secret `prod/datadog` is being deleted, or has no value (HTTP 400
            ThrottlingException     | AWS Secrets Manager does not give `prod/datadog` (HTTP 400 ThrottlingException)
            """)
    void refusalsAreSaidWithoutTheAnswersMessage(String fault, String reason) {
        manager.fault = fault;
        assertThat(reason()).startsWith(reason).doesNotContain("s3cr3t");
    }

    @Test
    void whatTheEnvironmentLacksIsSaid() {
        environment.put("AWS_REGION", "");
        assertThat(reason()).isEqualTo("AWS_REGION is not set");
        environment.put("AWS_REGION", "eu-central-1");
        environment.put("AWS_ENDPOINT_URL_SECRETS_MANAGER", "not an address");
        assertThat(reason()).isEqualTo("AWS_ENDPOINT_URL_SECRETS_MANAGER or AWS_ENDPOINT_URL is not an address");
        environment.put("AWS_ENDPOINT_URL_SECRETS_MANAGER", "http://127.0.0.1:1");
        assertThat(reason()).isEqualTo("AWS Secrets Manager at 127.0.0.1 does not answer for `prod/datadog`");
    }

    @Test
    void motoGivesItsSecrets() throws Exception {
        try (Moto moto = Moto.start()) {
            environment.put("AWS_ENDPOINT_URL_SECRETS_MANAGER", moto.address());
            create(moto, "{\"Name\":\"prod/datadog\",\"SecretString\":\"{\\\"api_key\\\":\\\"of moto\\\"}\"}");
            Secrets secrets = secrets();
            assertThat(secrets.resolve("${aws-secrets:prod/datadog#api_key}").value())
                    .isEqualTo("of moto");
            assertThat(secrets.resolve("${aws-secrets:other#api_key}").missing())
                    .startsWith("AWS has no secret `other` (HTTP 4");
        }
    }

    private String reason() {
        return secrets().resolve("${aws-secrets:prod/datadog#api_key}").missing();
    }

    private static void create(Moto moto, String body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(moto.address() + "/"))
                .header("X-Amz-Target", "secretsmanager.CreateSecret")
                .header("Content-Type", "application/x-amz-json-1.1")
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=k/20260101/" + FakeSecretsManager.REGION
                                + "/secretsmanager/aws4_request, SignedHeaders=host, Signature=0")
                .POST(BodyPublishers.ofString(body))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            assertThat(client.send(request, BodyHandlers.ofString()).statusCode())
                    .isEqualTo(200);
        }
    }
}
