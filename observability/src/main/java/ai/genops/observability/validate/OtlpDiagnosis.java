package ai.genops.observability.validate;

/** What an OTLP endpoint's answer means (OpenTelemetry Protocol specification, "OTLP/HTTP Response"). */
final class OtlpDiagnosis {
    private OtlpDiagnosis() {}

    /** @param answer one that is no success */
    static Diagnosis of(Answer answer, boolean withToken) {
        return switch (answer.status()) {
            case 401, 403 ->
                Diagnosis.of(
                                "The token is not accepted: " + answer.described(),
                                "Authentication: the bearer token is wrong",
                                "Verify the bearer token at the source (Cribl: Sources, OpenTelemetry, Authentication)",
                                "Test with curl (should return 200): curl -H \"Authorization: Bearer TOKEN\""
                                        + " ENDPOINT/health")
                        .actually(withToken ? "" : "no token was sent");
            case 400 ->
                Diagnosis.of(
                        "The endpoint does not understand the span: " + answer.described(),
                        "OTLP format: the endpoint takes another protocol at this path, or the body was changed on the way",
                        "Ensure that the path is that of traces, /v1/traces",
                        "Look at what stands between: a proxy that rewrites bodies");
            case 413 ->
                Diagnosis.of(
                        "The endpoint takes no request of a few hundred bytes: " + answer.described(),
                        "A limit of size is set far too low",
                        "Raise the largest body that the endpoint, or a proxy before it, takes");
            case 415 ->
                Diagnosis.of(
                        "The endpoint does not take OTLP in JSON: " + answer.described(),
                        "It takes protobuf only, or it is no OTLP endpoint",
                        "Turn JSON on at the endpoint; senders that use protobuf may work without");
            case 429, 502, 503, 504 ->
                Diagnosis.of(
                        "The endpoint takes nothing now: " + answer.described(),
                        "It is overloaded, starting, or what stands behind it is down",
                        "Try again in a minute; senders wait and try again by themselves",
                        "If it stays, look at its own log and load");
            default ->
                answer.status() >= 500
                        ? Diagnosis.of(
                                "The endpoint fails by its own fault: " + answer.described(),
                                "An error inside of it",
                                "Look at its own log; clients drop telemetry that is answered so")
                        : foreign(answer);
        };
    }

    static Diagnosis path(String path, Answer answer) {
        return Diagnosis.of(
                        "Nothing takes traces at " + path + ": " + answer.described(),
                        "The endpoint's path is wrong",
                        "Give the host and port alone, http://HOST:4318: /v1/traces is then appended",
                        "Behind a proxy, give the whole path; it is used as it stands")
                .actually(answer.guess());
    }

    static Diagnosis foreign(Answer answer) {
        return Diagnosis.of(
                        "The answer is not OTLP's: " + answer.described(),
                        "Something else than an OTLP receiver listens there",
                        "Use the port of OTLP over HTTP, usually 4318; 4317 is gRPC",
                        "Look at what stands between: a proxy that answers by itself")
                .actually(answer.guess());
    }

    static Diagnosis rejected(String message) {
        return Diagnosis.of(
                "The span was received and rejected (partial success): " + (message.isEmpty() ? "no reason" : message),
                "The receiver takes OTLP, and does not take this span",
                "Read the reason above; clients do not send such spans again, so they are lost");
    }

    static Diagnosis remark(String message) {
        return Diagnosis.of(
                "The span was taken, with a remark: " + message,
                "The receiver wants senders to change something",
                "Follow the remark");
    }

    static Diagnosis unusual(int status) {
        return Diagnosis.of(
                "The span was answered with HTTP " + status + "; OTLP's success is 200",
                "The receiver keeps to the specification loosely, or a queue before it answers",
                "Find the trace at the receiver before relying on it");
    }
}
