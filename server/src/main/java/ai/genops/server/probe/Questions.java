package ai.genops.server.probe;

import ai.genops.observability.validate.Check;
import ai.genops.observability.validate.Question;
import ai.genops.observability.validate.Reply;
import ai.genops.observability.validate.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What each kind of vendor is asked, so that nothing is stored, sent on or charged there.
final class Questions {
    private static final String COLLECTOR = "/services/collector";

    private Questions() {}

    /// Datadog API reference, "Validate API key".
    static List<Question> datadog(Access access) {
        Map<String, Secret> headers = Map.of("DD-API-KEY", Secret.of(access.secret("api_key")));
        String path = Access.path(access.address("endpoint", "https://api.datadoghq.com"));
        return List.of(new Question("token", path + "/api/v1/validate", headers, null, Questions::datadog));
    }

    private static Check datadog(Reply reply) {
        return reply.status() == 200 && reply.at("valid").equals("true")
                ? Check.passed("token", "Datadog says that the API key is valid")
                : refused(
                        reply,
                        "The API key is another site's, revoked, or an application key",
                        "Compare it with Organization Settings, API Keys",
                        "Check that `endpoint` is your site's: api.datadoghq.com, api.datadoghq.eu, api.us5.datadoghq.com");
    }

    /// Splunk's health route judges a token in some versions only: where a wrong one passes, the right one shows
    /// nothing.
    static List<Question> splunk(Access access) {
        String token = access.secret("token");
        String path = Access.path(access.address("endpoint", "")).replaceFirst("/services/collector.*$", "") + COLLECTOR
                + "/health";
        var judged = new Object() {
            boolean refused;
        };
        return List.of(
                new Question("health", path, Map.of(), null, Questions::health),
                new Question("token", path, splunk("genops-validate-no-token"), null, reply -> {
                    judged.refused = !reply.isSuccess();
                    return Check.unchecked(
                            "control",
                            judged.refused
                                    ? "a token that is none is refused, so the next check means something"
                                    : "the health route passes a token that is none, so it does not judge tokens");
                }),
                new Question("token", path, splunk(token), null, reply -> token(reply, judged.refused)));
    }

    private static Map<String, Secret> splunk(String token) {
        return Map.of("Authorization", Secret.of("Splunk " + token));
    }

    private static Check health(Reply reply) {
        return reply.status() == 200 && reply.at("text").equals("HEC is healthy")
                ? Check.passed("health", "HEC is healthy")
                : Check.failed(
                        "health",
                        "HEC is not healthy, or it is none: " + reply.described(),
                        "Splunk is not ready, or something else listens there",
                        "genops validate splunk --endpoint ADDRESS tells more");
    }

    private static Check token(Reply reply, boolean judged) {
        if (!reply.isSuccess()) {
            return refused(
                    reply,
                    "The token is unknown to this server, or disabled",
                    "Settings, Data Inputs, HTTP Event Collector: compare the token's value, enable it",
                    "genops validate splunk tells more, by sending one event");
        }
        return judged
                ? Check.passed("token", "Splunk knows the token, and it is enabled")
                : Check.unchecked("token", "shown only when an event is sent: genops validate splunk sends one");
    }

    static List<Question> elasticsearch(Access access) {
        Map<String, Secret> headers = new LinkedHashMap<>();
        String key = access.optional("api_key");
        String user = access.plain("username");
        if (!key.isEmpty()) {
            headers.put("Authorization", Secret.of("ApiKey " + (key.contains(":") ? encoded(key) : key)));
        } else if (!user.isEmpty()) {
            headers.put("Authorization", Secret.of("Basic " + encoded(user + ":" + access.optional("password"))));
        }
        String path = Access.path(access.address("endpoint", ""));
        return List.of(new Question("token", path + "/", headers, null, Questions::elasticsearch));
    }

    private static Check elasticsearch(Reply reply) {
        String version = reply.at("version.number");
        if (reply.status() == 200 && !version.isEmpty()) {
            return Check.passed("token", "version " + version + " answers to these credentials");
        }
        if (reply.status() == 403) {
            return Check.unchecked(
                    "token", "the credentials are known, and may not ask for the version; they may write");
        }
        return refused(
                reply,
                "The key or the password is wrong, or no Elasticsearch listens there",
                "Ask by hand: curl -H 'Authorization: ApiKey ...' ENDPOINT/");
    }

    /// A remote write of no series at all: the one byte is an empty block of Snappy, and so an empty request.
    static List<Question> prometheus(Access access) {
        Map<String, Secret> headers = access.headers();
        String bearer = access.optional("bearer_token");
        String user = access.plain("username");
        if (!bearer.isEmpty()) {
            headers.put("Authorization", Secret.of("Bearer " + bearer));
        } else if (!user.isEmpty()) {
            headers.put("Authorization", Secret.of("Basic " + encoded(user + ":" + access.optional("password"))));
        }
        headers.put("Content-Type", Secret.of("application/x-protobuf"));
        headers.put("Content-Encoding", Secret.of("snappy"));
        headers.put("X-Prometheus-Remote-Write-Version", Secret.of("0.1.0"));
        String path = Access.path(access.address("url", ""));
        return List.of(new Question("token", path.isEmpty() ? "/" : path, headers, "\0", Questions::prometheus));
    }

    private static Check prometheus(Reply reply) {
        return reply.isSuccess()
                ? Check.passed("token", "a remote write without series is taken")
                : refused(
                        reply,
                        "The path, the credentials, or a receiver that is switched off",
                        "Prometheus itself: start it with --web.enable-remote-write-receiver, path /api/v1/write");
    }

    /// An export of no spans at all, which OTLP's specification calls a success.
    static List<Question> otlp(Access access) {
        Map<String, Secret> headers = access.headers();
        headers.put("Content-Type", Secret.of("application/json"));
        if (access.plain("protocol").equals("grpc")) {
            return List.of();
        }
        String path = Access.path(access.address("endpoint", ""));
        return List.of(new Question(
                "token", path.isEmpty() ? "/v1/traces" : path, headers, "{\"resourceSpans\":[]}", Questions::otlp));
    }

    private static Check otlp(Reply reply) {
        return reply.isSuccess()
                ? Check.passed("token", "an export without spans is taken")
                : refused(reply, "The path or the credentials", "genops validate otlp --endpoint ADDRESS tells more");
    }

    private static Check refused(Reply reply, String cause, String... fix) {
        String what =
                reply.isUnauthorized() ? "The credentials are not accepted: " : "Not the answer of this service: ";
        return Check.failed("token", what + reply.described(), cause, fix);
    }

    private static String encoded(String login) {
        return Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    }
}
