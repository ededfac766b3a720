package ai.genops.sdk.config;

/** Where spans go. */
public enum Exporter {
    /** OTLP; to a collector of Splunk's, recognised by its path or the scheme of its token, HEC events. */
    OTLP,
    /** Readable, on standard output. */
    CONSOLE,
    /** Events for Splunk's HTTP Event Collector. */
    SPLUNK,
    /** Nowhere. */
    NONE
}
