package ai.genops.sdk.config;

import ai.genops.sdk.attribution.Attribution;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where spans go: exporter, protocol, address. */
final class ExportReader {
    private static final String COLLECTOR = "/services/collector";
    private static final String TRACES = "/v1/traces";
    private static final int MOST_QUEUED = 1_000_000;
    private static final int USUAL_QUEUE = 2048;
    private static final int USUAL_BATCH = 512;
    private static final int USUAL_FLUSH_MILLIS = 1000;
    private static final int MOST_FLUSH_MILLIS = 3_600_000;

    private final Source source;

    ExportReader(Source source) {
        this.source = source;
    }

    ExportSettings read(Map<String, String> resource, Attribution defaults) {
        Setting said = source.find("exporter", "genops.exporter", "otel.traces.exporter");
        Exporter exporter = source.choice("exporter", said, Exporter.class, Exporter.OTLP);
        Setting address = address(exporter, said != null);
        HeaderReader headers = new HeaderReader(source, defaults, Version.TEXT);
        boolean isSplunk = isSplunk(exporter, address, headers);
        Protocol protocol = protocol(isSplunk);
        int queue = source.number(
                "queueSize",
                source.code().queueSize,
                1,
                MOST_QUEUED,
                USUAL_QUEUE,
                "genops.queue.size",
                "otel.bsp.max.queue.size");
        int batch = source.number(
                "batchSize",
                source.code().batchSize,
                1,
                MOST_QUEUED,
                Math.min(USUAL_BATCH, queue),
                "genops.batch.size",
                "otel.bsp.max.export.batch.size");
        return new ExportSettings(
                isSplunk ? Exporter.SPLUNK : exporter,
                protocol,
                isSplunk ? collector(uri(address)) : traces(uri(address), address, protocol),
                needsHeaders(exporter) ? headers.read(isSplunk ? "Splunk" : "Bearer") : Map.of(),
                resource,
                queue,
                Math.min(batch, queue),
                flushEvery(),
                positive("requestTimeout", source.code().requestTimeout),
                positive("closeTimeout", source.code().closeTimeout));
    }

    private static boolean needsHeaders(Exporter exporter) {
        return exporter == Exporter.OTLP || exporter == Exporter.SPLUNK;
    }

    /** Code, our variables; then OpenTelemetry's and Cribl's for OTLP, and Splunk's for a Splunk. */
    private Setting address(Exporter exporter, boolean isExporterSaid) {
        Setting own = source.find("endpoint", "genops.endpoint");
        Variables variables = source.variables();
        if (own == null && exporter != Exporter.SPLUNK) {
            own = variables.first(
                    "otel.exporter.otlp.traces.endpoint", "otel.exporter.otlp.endpoint", "CRIBL_OTLP_ENDPOINT");
        }
        if (own == null && (exporter == Exporter.SPLUNK || !isExporterSaid)) {
            own = variables.first("SPLUNK_HEC_ENDPOINT");
        }
        if (own == null && exporter == Exporter.SPLUNK) {
            String what = "is absent; say splunk(\"https://host:8088\") in code, or set SPLUNK_HEC_ENDPOINT";
            source.findings().add("endpoint", Setting.CODE, what);
        }
        boolean isGrpc = own == null && "grpc".equals(protocolText());
        return own == null ? new Setting("http://localhost:" + (isGrpc ? 4317 : 4318), "default") : own;
    }

    private static boolean isSplunk(Exporter exporter, Setting address, HeaderReader headers) {
        return exporter == Exporter.SPLUNK
                || (exporter == Exporter.OTLP
                        && (address.place().endsWith("SPLUNK_HEC_ENDPOINT")
                                || address.text().contains(COLLECTOR)
                                || headers.isForSplunk()));
    }

    private @Nullable String protocolText() {
        Setting said = protocolSetting();
        return said == null ? null : said.text().toLowerCase(Locale.ROOT);
    }

    private @Nullable Setting protocolSetting() {
        return source.find(
                "protocol", "genops.protocol", "otel.exporter.otlp.traces.protocol", "otel.exporter.otlp.protocol");
    }

    private Protocol protocol(boolean isSplunk) {
        Setting said = protocolSetting();
        boolean isOtherWord = said != null && said.text().equalsIgnoreCase("http/protobuf");
        return isSplunk || isOtherWord ? Protocol.HTTP : source.choice("protocol", said, Protocol.class, Protocol.HTTP);
    }

    private URI uri(Setting address) {
        try {
            String text = address.text().contains("://") ? address.text() : "http://" + address.text();
            URI uri = URI.create(text);
            if (Set.of("http", "https").contains(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getUserInfo() == null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        String shown = address.text().contains("@") ? "" : ", is \"" + address.text() + "\"";
        String fault = "must be an http or https address without a user, for example http://localhost:4318" + shown;
        source.findings().add("endpoint", address.place(), fault);
        return URI.create("http://localhost:4318");
    }

    /**
     * A bare host gets the path of traces, a full path stays. OpenTelemetry's variable without `traces` in its name is a
     * base by its specification: there the path is added to whatever path it has.
     */
    private static URI traces(URI uri, Setting address, Protocol protocol) {
        if (protocol == Protocol.GRPC) {
            return uri;
        }
        boolean isBase = address.place().matches(".*(otel\\.exporter\\.otlp\\.endpoint|OTEL_EXPORTER_OTLP_ENDPOINT)");
        String path = withoutSlash(uri);
        boolean extend = path.isEmpty() || (isBase && !path.endsWith(TRACES));
        return extend ? uri.resolve(path + TRACES) : uri;
    }

    /** A bare host gets the path of events, and so does `/raw`, because events with their metadata are sent. */
    private static URI collector(URI uri) {
        String path = withoutSlash(uri);
        if (path.isEmpty()) {
            return uri.resolve(COLLECTOR + "/event");
        }
        int raw = path.indexOf(COLLECTOR + "/raw");
        return raw < 0 ? uri : uri.resolve(path.substring(0, raw) + COLLECTOR + "/event");
    }

    private static String withoutSlash(URI uri) {
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private Duration flushEvery() {
        Duration said = source.code().flushEvery;
        int millis = source.number(
                "flushEvery",
                said == null ? GenOpsConfig.UNSET : (int) Math.max(0, Math.min(Integer.MAX_VALUE, said.toMillis())),
                1,
                MOST_FLUSH_MILLIS,
                USUAL_FLUSH_MILLIS,
                "genops.flush.interval",
                "otel.bsp.schedule.delay");
        return Duration.ofMillis(millis);
    }

    private Duration positive(String name, Duration said) {
        if (said.isNegative() || said.isZero()) {
            source.findings().add(name, Setting.CODE, "must be longer than nothing, is " + said);
        }
        return said;
    }
}
