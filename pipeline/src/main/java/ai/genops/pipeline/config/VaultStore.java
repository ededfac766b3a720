package ai.genops.pipeline.config;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// `${vault:path#key}`: a key of a secret in HashiCorp Vault, KV version 2, its latest version. The path is the one
/// that `vault kv get` takes, its first part the mount. `VAULT_ADDR`, `VAULT_TOKEN` and, if set, `VAULT_NAMESPACE`
/// lead there. Redirects are not followed, so that the token goes nowhere else.
/// Source: developer.hashicorp.com/vault/api-docs/secret/kv/kv-v2, "Read secret version".
final class VaultStore implements SecretStore {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final Secrets.Lookup environment;
    private @Nullable HttpClient client;

    VaultStore(Secrets.Lookup environment) {
        this.environment = environment;
    }

    @Override
    public String scheme() {
        return "vault";
    }

    @Override
    public String fetch(String reference) throws Unavailable {
        int hash = reference.indexOf('#');
        String path = hash < 0 ? reference : reference.substring(0, hash);
        if (!path.matches("[^/]+(/[^/]+)+") || hash < 0 || hash == reference.length() - 1) {
            throw new Unavailable("`${vault:" + reference + "}` is not of the form `${vault:mount/path#key}`");
        }
        HttpResponse<String> answer = get(request(path), path);
        if (answer.statusCode() != 200) {
            String refusal = refusal(answer.statusCode(), path);
            throw isPassing(answer.statusCode()) ? Unavailable.forNow(refusal) : new Unavailable(refusal);
        }
        return VaultAnswer.value(answer.body(), path, reference.substring(hash + 1));
    }

    private HttpRequest request(String path) throws Unavailable {
        String address = setting("VAULT_ADDR");
        String token = setting("VAULT_TOKEN");
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(
                            URI.create(address.replaceFirst("/+$", "") + "/v1/" + dataPath(path)))
                    .timeout(TIMEOUT)
                    .header("X-Vault-Token", token)
                    .header("X-Vault-Request", "true");
            String namespace = environment.get("VAULT_NAMESPACE");
            if (namespace != null && !namespace.isEmpty()) {
                request.header("X-Vault-Namespace", namespace);
            }
            return request.build();
        } catch (IllegalArgumentException e) {
            // Its message may quote the token.
            throw new Unavailable("VAULT_ADDR is not an http or https address, or VAULT_TOKEN is not a token");
        }
    }

    /// The API has `data` between the mount and the secret's own path.
    private static String dataPath(String path) {
        int mount = path.indexOf('/');
        String own = path.substring(mount + 1);
        String data = own.startsWith("data/") ? own : "data/" + own;
        return Arrays.stream((path.substring(0, mount) + "/" + data).split("/"))
                .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"))
                .collect(Collectors.joining("/"));
    }

    private synchronized HttpClient client() {
        if (client == null) {
            client = HttpClient.newBuilder()
                    .connectTimeout(CONNECT_TIMEOUT)
                    .version(HttpClient.Version.HTTP_1_1)
                    .build();
        }
        return client;
    }

    private HttpResponse<String> get(HttpRequest request, String path) throws Unavailable {
        try {
            return client().send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw Unavailable.forNow(
                    "Vault at " + request.uri().getAuthority() + " does not answer for `" + path + "`");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Unavailable.forNow("interrupted while asking Vault for `" + path + "`");
        }
    }

    private String setting(String name) throws Unavailable {
        String value = environment.get(name);
        if (value == null || value.isEmpty()) {
            throw new Unavailable(name + " is not set");
        }
        return value;
    }

    /// It is sealed, in maintenance, overloaded, or has no leader at the moment.
    private static boolean isPassing(int status) {
        return status >= 500 || status == 429 || status == 412 || status == 472 || status == 473;
    }

    private static String refusal(int status, String path) {
        return switch (status) {
            case 403 -> "Vault refuses VAULT_TOKEN the secret `" + path + "` (HTTP 403)";
            case 404 -> "Vault has no secret `" + path + "` (HTTP 404)";
            case 503 -> "Vault is sealed or in maintenance (HTTP 503)";
            default -> "Vault answers HTTP " + status + " for `" + path + "`";
        };
    }
}
