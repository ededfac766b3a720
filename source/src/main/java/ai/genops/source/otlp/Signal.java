package ai.genops.source.otlp;

import java.util.Locale;

/// What a request carries. Each has its own path over HTTP and its own gRPC service, and a request message of its own.
public enum Signal {
    TRACES("Trace"),
    LOGS("Logs"),
    METRICS("Metrics");

    private final String label = name().toLowerCase(Locale.ROOT);
    private final String grpcPath;
    private final Message request;

    Signal(String service) {
        String name = "Export" + service + "ServiceRequest";
        grpcPath = "/opentelemetry.proto.collector."
                + service.toLowerCase(Locale.ROOT)
                + ".v1."
                + service
                + "Service/Export";
        request = Schema.message(name);
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

    Message request() {
        return request;
    }
}
