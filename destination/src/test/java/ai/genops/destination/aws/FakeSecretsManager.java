package ai.genops.destination.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// AWS Secrets Manager as its API reference describes `GetSecretValue`, which verifies signatures (version 4) by
/// computing them anew from what has arrived.
final class FakeSecretsManager implements AutoCloseable {
    static final String KEY_ID = "AKIDEXAMPLE";
    static final String SECRET_KEY = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYs3cr3tKEY";
    static final String REGION = "eu-central-1";
    private static final String TARGET = "secretsmanager.GetSecretValue";
    private static final Pattern AUTHORIZATION =
            Pattern.compile("AWS4-HMAC-SHA256 Credential=([^/]+)/([0-9]{8})/([a-z0-9-]+)/([a-z0-9-]+)/aws4_request, *"
                    + "SignedHeaders=([a-z0-9;-]+), *Signature=([0-9a-f]{64})");

    /// The member `SecretString` or `SecretBinary`, as JSON, by name.
    final Map<String, String> secrets = new ConcurrentHashMap<>();
    volatile String fault = "";

    private final HttpServer server;

    FakeSecretsManager() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    Map<String, String> environment() {
        return new HashMap<>(Map.of(
                "AWS_ENDPOINT_URL_SECRETS_MANAGER",
                        "http://127.0.0.1:" + server.getAddress().getPort(),
                "AWS_REGION", REGION,
                "AWS_ACCESS_KEY_ID", KEY_ID,
                "AWS_SECRET_ACCESS_KEY", SECRET_KEY));
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String refusal = fault.isEmpty() ? refusal(exchange, body) : fault;
        if (!refusal.isEmpty()) {
            int status = refusal.equals("InternalServiceError") ? 500 : 400;
            answer(exchange, status, "{\"__type\":\"" + refusal + "\",\"Message\":\"the s3cr3t message\"}");
            return;
        }
        JsonNode request = new ObjectMapper().readTree(body);
        String secret = secrets.get(request.path("SecretId").asText());
        if (secret == null) {
            answer(exchange, 400, "{\"__type\":\"ResourceNotFoundException\",\"Message\":\"can't find it\"}");
        } else {
            answer(
                    exchange,
                    200,
                    "{\"ARN\":\"arn:aws:x\",\"Name\":\"x\",\"VersionStages\":[\"AWSCURRENT\"]," + secret + "}");
        }
    }

    private static String refusal(HttpExchange exchange, byte[] body) {
        var headers = exchange.getRequestHeaders();
        if (!exchange.getRequestMethod().equals("POST")
                || !exchange.getRequestURI().toString().equals("/")
                || !TARGET.equals(headers.getFirst("X-Amz-Target"))
                || !"application/x-amz-json-1.1".equals(headers.getFirst("Content-Type"))) {
            return "UnknownOperationException";
        }
        String authorization = headers.getFirst("Authorization");
        if (authorization == null) {
            return "MissingAuthenticationToken";
        }
        Matcher parts = AUTHORIZATION.matcher(authorization);
        if (!parts.matches()) {
            return "IncompleteSignature";
        }
        if (!parts.group(1).equals(KEY_ID)) {
            return "UnrecognizedClientException";
        }
        try {
            boolean same = parts.group(3).equals(REGION)
                    && parts.group(4).equals("secretsmanager")
                    && List.of(parts.group(5).split(";", -1)).containsAll(List.of("host", "x-amz-date", "x-amz-target"))
                    && signature(exchange, body, parts).equals(parts.group(6));
            return same ? "" : "InvalidSignatureException";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
    private static String signature(HttpExchange exchange, byte[] body, Matcher parts) throws GeneralSecurityException {
        StringBuilder canonical = new StringBuilder("POST\n/\n\n");
        for (String name : parts.group(5).split(";", -1)) {
            String value = String.valueOf(exchange.getRequestHeaders().getFirst(name));
            canonical
                    .append(name)
                    .append(':')
                    .append(value.strip().replaceAll(" +", " "))
                    .append('\n');
        }
        canonical.append('\n').append(parts.group(5)).append('\n').append(sha256(body));
        String scope = String.join("/", parts.group(2), parts.group(3), parts.group(4), "aws4_request");
        String date = String.valueOf(exchange.getRequestHeaders().getFirst("X-Amz-Date"));
        String toSign = "AWS4-HMAC-SHA256\n" + date + "\n" + scope + "\n"
                + sha256(canonical.toString().getBytes(UTF_8));
        byte[] key = ("AWS4" + SECRET_KEY).getBytes(UTF_8);
        for (String part : scope.split("/", -1)) {
            key = hmac(key, part);
        }
        return HexFormat.of().formatHex(hmac(key, toSign));
    }

    private static String sha256(byte[] bytes) throws GeneralSecurityException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Arrays.copyOf(key, key.length), "HmacSHA256"));
        return mac.doFinal(text.getBytes(UTF_8));
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.1");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
