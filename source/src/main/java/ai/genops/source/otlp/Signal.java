package ai.genops.source.otlp;

import java.util.Locale;

/// What a request carries. Each has its own path over HTTP and its own gRPC service, and a request message of its own.
public enum Signal {
    TRACES(1, "Trace"),
    LOGS(2, "Logs"),
    METRICS(3, "Metrics");

    private final int code;
    private final String label = name().toLowerCase(Locale.ROOT);
    private final String grpcPath;
    private final String request;

    Signal(int code, String service) {
        this.code = code;
        grpcPath = "/opentelemetry.proto.collector."
                + service.toLowerCase(Locale.ROOT)
                + ".v1."
                + service
                + "Service/Export";
        request = "Export" + service + "ServiceRequest";
    }

    /// `traces`, `logs` or `metrics`.
    public String label() {
        return label;
    }

    /// `/v1/traces` and so on (OTLP specification, "OTLP/HTTP request").
    public String httpPath() {
        return "/v1/" + label;
    }

    /// `/opentelemetry.proto.collector.trace.v1.TraceService/Export` and so on.
    public String grpcPath() {
        return grpcPath;
    }

    /// Its number in log records, which never changes.
    int code() {
        return code;
    }

    Message request() {
        return Schema.message(request);
    }
}
