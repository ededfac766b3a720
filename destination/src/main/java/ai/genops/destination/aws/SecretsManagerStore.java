package ai.genops.destination.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.genops.pipeline.config.SecretStore;
import ai.genops.pipeline.config.Secrets;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/// `${aws-secrets:name#key}`: a key of a secret in AWS Secrets Manager that is a JSON object; without `#key` the whole
/// text of one that is not. The name may be an ARN, whose region counts; else that of `AWS_REGION`. Asked as whom the
/// environment, a web identity, a profile, a container or the machine says, in this order.
///
/// Signed by the AWS SDK's signer; its client for this service would say no more than one request does.
/// Source: docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html.
public final class SecretsManagerStore implements SecretStore {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Pattern ARN = Pattern.compile("arn:[a-z-]+:secretsmanager:([a-z0-9-]+):[0-9]+:secret:.+");
    /// What the API permits in a name.
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9/_+=.@-]{1,512}");

    private final Secrets.Lookup environment;
    private @Nullable SdkHttpClient http;
    private @Nullable AwsCredentialsProvider given;

    public SecretsManagerStore(Secrets.Lookup environment) {
        this.environment = environment;
    }

    @Override
    public String scheme() {
        return "aws-secrets";
    }

    @Override
    public String fetch(String reference) throws Unavailable {
        int hash = reference.indexOf('#');
        String name = hash < 0 ? reference : reference.substring(0, hash);
        String key = hash < 0 ? null : reference.substring(hash + 1);
        Matcher arn = ARN.matcher(name);
        if ((!arn.matches() && !NAME.matcher(name).matches()) || (key != null && key.isEmpty())) {
            throw new Unavailable(
                    "`${aws-secrets:" + reference + "}` is not of the form `${aws-secrets:name-or-arn#key}`");
        }
        String region = arn.matches() ? arn.group(1) : region();
        String answer = ask(request(name, region), name);
        return key == null ? SecretsManagerAnswer.text(answer, name) : SecretsManagerAnswer.member(answer, name, key);
    }

    private SignedRequest request(String name, String region) throws Unavailable {
        String body =
                "{\"SecretId\":\"" + new String(JsonStringEncoder.getInstance().quoteAsString(name)) + "\"}";
        AwsCredentials identity = credentials();
        try {
            SdkHttpRequest request = SdkHttpRequest.builder()
                    .uri(endpoint(region))
                    .method(SdkHttpMethod.POST)
                    .encodedPath("/")
                    .putHeader("Content-Type", "application/x-amz-json-1.1")
                    .putHeader("X-Amz-Target", "secretsmanager.GetSecretValue")
                    .putHeader("User-Agent", "genops")
                    .build();
            return AwsV4HttpSigner.create()
                    .sign(sign -> sign.identity(identity)
                            .request(request)
                            .payload(ContentStreamProvider.fromByteArray(body.getBytes(UTF_8)))
                            .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "secretsmanager")
                            .putProperty(AwsV4HttpSigner.REGION_NAME, region));
        } catch (IllegalArgumentException | NullPointerException e) {
            throw new Unavailable("AWS_ENDPOINT_URL_SECRETS_MANAGER or AWS_ENDPOINT_URL is not an address");
        }
    }

    private String ask(SignedRequest signed, String name) throws Unavailable {
        HttpExecuteRequest request = HttpExecuteRequest.builder()
                .request(signed.request())
                .contentStreamProvider(signed.payload().orElse(null))
                .build();
        try {
            HttpExecuteResponse response = http().prepareRequest(request).call();
            String text = "";
            if (response.responseBody().isPresent()) {
                try (InputStream body = response.responseBody().get()) {
                    text = new String(body.readAllBytes(), UTF_8);
                }
            }
            int status = response.httpResponse().statusCode();
            if (status != 200) {
                String refusal = SecretsManagerAnswer.refusal(status, text, name);
                throw SecretsManagerAnswer.isPassing(status, text)
                        ? Unavailable.forNow(refusal)
                        : new Unavailable(refusal);
            }
            return text;
        } catch (IOException e) {
            String host = signed.request().host();
            throw Unavailable.forNow("AWS Secrets Manager at " + host + " does not answer for `" + name + "`");
        }
    }

    private synchronized SdkHttpClient http() {
        if (http == null) {
            http = UrlConnectionHttpClient.builder()
                    .connectionTimeout(CONNECT_TIMEOUT)
                    .socketTimeout(TIMEOUT)
                    .build();
        }
        return http;
    }

    private URI endpoint(String region) {
        for (String variable : new String[] {"AWS_ENDPOINT_URL_SECRETS_MANAGER", "AWS_ENDPOINT_URL"}) {
            String own = variable(variable);
            if (!own.isEmpty()) {
                return URI.create(own);
            }
        }
        String domain = PartitionMetadata.of(Region.of(region)).dnsSuffix();
        return URI.create("https://secretsmanager." + region + "." + domain);
    }

    private String region() throws Unavailable {
        for (String name : new String[] {"AWS_REGION", "AWS_DEFAULT_REGION"}) {
            String region = variable(name);
            if (region.matches("[a-z0-9-]+")) {
                return region;
            }
        }
        throw new Unavailable("AWS_REGION is not set");
    }

    private AwsCredentials credentials() throws Unavailable {
        String id = variable("AWS_ACCESS_KEY_ID");
        String secret = variable("AWS_SECRET_ACCESS_KEY");
        String session = variable("AWS_SESSION_TOKEN");
        if (!id.isEmpty() && !secret.isEmpty()) {
            return session.isEmpty()
                    ? AwsBasicCredentials.create(id, secret)
                    : AwsSessionCredentials.create(id, secret, session);
        }
        try {
            return given().resolveCredentials();
        } catch (SdkClientException e) {
            throw new Unavailable("there are no AWS credentials: AWS_ACCESS_KEY_ID is not set, and no profile,"
                    + " container or machine gives any");
        }
    }

    private synchronized AwsCredentialsProvider given() {
        if (given == null) {
            given = GivenCredentials.chain(true);
        }
        return given;
    }

    private String variable(String name) {
        return Objects.requireNonNullElse(environment.get(name), "");
    }
}
