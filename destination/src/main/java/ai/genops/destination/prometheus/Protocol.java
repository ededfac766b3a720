package ai.genops.destination.prometheus;

/// The versions of remote write, by the headers that say so.
enum Protocol {
    V1("application/x-protobuf", "0.1.0"),
    V2("application/x-protobuf;proto=io.prometheus.write.v2.Request", "2.0.0");

    private final String contentType;
    private final String version;

    Protocol(String contentType, String version) {
        this.contentType = contentType;
        this.version = version;
    }

    String contentType() {
        return contentType;
    }

    String version() {
        return version;
    }
}
