package ai.genops.observability.validate;

import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Validates an endpoint of OTLP over HTTP, Cribl's or anybody's. It sends one test span with ids of its own, named
 * {@code genops.validate}. Takes a minute at most with the usual limits; not safe for concurrent use.
 */
public final class OtlpValidator extends TelemetryValidator {
    private static final List<String> PLAN =
            List.of("environment", "url", "dependencies", "reachability", "tls", "health", "path", "token", "delivery");

    private final OtlpTarget target;

    public OtlpValidator(OtlpTarget given, Conditions conditions, Surroundings surroundings) {
        super(target(given.completed(surroundings)), conditions, surroundings);
        target = given.completed(surroundings);
    }

    private static Target target(OtlpTarget target) {
        OtlpTarget.Kind kind = target.kind();
        return new Target(kind.id, kind.product, target.endpoint(), example(target), PLAN, List.of(target.token()));
    }

    @Override
    void configured(Settings settings) {
        settings.required(target.endpoint(), target.kind().endpointVariable, example(target));
        switch (target.kind()) {
            case CRIBL ->
                settings.required(
                        target.token(),
                        target.kind().tokenName,
                        "Cribl: Sources, OpenTelemetry, Authentication: the bearer token that it asks for");
            case OTLP -> settings.optional(target.token(), target.kind().tokenName);
        }
    }

    private static String example(OtlpTarget target) {
        return target.kind() == OtlpTarget.Kind.CRIBL ? "http://cribl-stream:4318" : "http://127.0.0.1:4318";
    }

    /** Cribl's sources answer there, and so do ours; OTLP itself knows no such path. */
    @Override
    void health(Endpoint endpoint, Web web) throws IOException {
        Answer answer = web.get(endpoint.at("/health"), headers(true));
        if (answer.status() == 200 && !answer.type().contains("html")) {
            checks.passed("health", "/health answers 200");
        } else if (answer.status() == 401 || answer.status() == 403) {
            checks.failed("health", OtlpDiagnosis.of(answer, target.token().isPresent()));
        } else {
            checks.unchecked("health", "there is none at /health, which OTLP does not ask for: " + answer.described());
        }
    }

    @Override
    void delivery(Endpoint endpoint, Web web, Trust trust) throws IOException {
        URI path = endpoint.at(endpoint.path().isEmpty() ? "/v1/traces" : endpoint.path());
        var span = new TestSpan(surroundings);
        Answer answer = web.post(path, headers(true), span.json());
        if (answer.status() / 100 == 2) {
            taken(path, answer, span, web);
        } else if (answer.status() == 404 || answer.status() == 405) {
            checks.failed("path", OtlpDiagnosis.path(path.getPath(), answer));
        } else if (answer.status() == 401 || answer.status() == 403) {
            checks.passed("path", path.getPath() + " is there");
            checks.failed("token", OtlpDiagnosis.of(answer, target.token().isPresent()));
        } else {
            checks.failed("delivery", OtlpDiagnosis.of(answer, target.token().isPresent()));
        }
    }

    private void taken(URI path, Answer answer, TestSpan span, Web web) throws IOException {
        if (!isOtlp(answer)) {
            checks.failed("delivery", OtlpDiagnosis.foreign(answer));
            return;
        }
        checks.passed("path", path.getPath() + " takes OTLP in JSON");
        token(path, web);
        JsonFields json = answer.json();
        String rejected = json.at("partialSuccess.rejectedSpans");
        String message = json.at("partialSuccess.errorMessage");
        if (!rejected.isEmpty() && !rejected.equals("0")) {
            checks.failed("delivery", OtlpDiagnosis.rejected(message));
        } else if (!message.isEmpty()) {
            checks.warning("delivery", OtlpDiagnosis.remark(message));
        } else if (answer.status() != 200) {
            checks.warning("delivery", OtlpDiagnosis.unusual(answer.status()));
        } else {
            checks.passed("delivery", "the test span was taken; its trace is " + span.traceId());
        }
    }

    /** Success has a JSON object, or, outside of the specification, nothing. */
    private static boolean isOtlp(Answer answer) {
        return answer.text().isBlank() || answer.json().isObject();
    }

    /** An endpoint that asks for no token takes any: only asking without one tells. The request holds no telemetry. */
    private void token(URI path, Web web) throws IOException {
        if (!target.token().isPresent()) {
            checks.passed("token", "none was given, and none is asked for");
            return;
        }
        Answer without = web.post(path, headers(false), "{\"resourceSpans\":[]}");
        if (without.status() == 401 || without.status() == 403) {
            checks.passed("token", "taken with the token, refused without");
        } else {
            checks.unchecked("token", "the endpoint takes requests without a token as well, so it may take any");
        }
    }

    private Map<String, String> headers(boolean withToken) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/json");
        if (withToken && target.token().isPresent()) {
            headers.put("Authorization", "Bearer " + target.token().value());
        }
        return headers;
    }
}
