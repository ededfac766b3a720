package ai.genops.sdk.config;

/** What OTLP is carried by. */
public enum Protocol {
    HTTP,
    /** Needs `io.opentelemetry:opentelemetry-exporter-sender-okhttp` on the class path. */
    GRPC
}
