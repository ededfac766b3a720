package ai.genops.sdk.export;

import ai.genops.sdk.config.ConfigurationException;
import ai.genops.sdk.config.ExportSettings;
import ai.genops.sdk.config.Exporter;
import ai.genops.sdk.config.Protocol;
import ai.genops.sdk.config.Surroundings;
import ai.genops.sdk.http.Poster;
import ai.genops.sdk.problem.Problems;
import ai.genops.sdk.splunk.HecExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporterBuilder;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.net.http.HttpClient;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The exporter that was asked for. */
final class Exporters {
    /**
     * An exporter.
     *
     * @param countsItself whether it reports what is not taken; else its failure counts for the whole batch
     * @param lastAnswer why, for people; empty if there is nothing to say
     */
    record Way(SpanExporter exporter, boolean countsItself, Supplier<String> lastAnswer) {
        Way(SpanExporter exporter) {
            this(exporter, false, () -> "");
        }
    }

    private Exporters() {}

    static Way of(ExportSettings settings, Problems problems, Surroundings surroundings) {
        // No switch, which would be a class of its own in a core that is counted in bytes.
        Exporter wanted = settings.exporter();
        if (wanted == Exporter.OTLP) {
            return settings.protocol() == Protocol.GRPC ? grpc(settings) : http(settings, surroundings);
        }
        if (wanted == Exporter.SPLUNK) {
            return splunk(settings, problems, surroundings);
        }
        return new Way(
                wanted == Exporter.CONSOLE ? new ConsoleExporter(surroundings.console()) : SpanExporter.composite());
    }

    private static Way http(ExportSettings settings, Surroundings surroundings) {
        JdkSender sender = new JdkSender(poster(settings, settings.headers(), surroundings), settings.endpoint());
        return new Way(
                OtlpHttpSpanExporter.builder()
                        .setEndpoint(settings.endpoint().toString())
                        .setCompression("gzip")
                        .setRetryPolicy(null)
                        .setComponentLoader(sender)
                        .build(),
                false,
                sender::lastFailure);
    }

    private static Way grpc(ExportSettings settings) {
        OtlpGrpcSpanExporterBuilder builder = OtlpGrpcSpanExporter.builder()
                .setEndpoint(settings.endpoint().toString())
                .setTimeout(settings.requestTimeout());
        settings.headers().forEach(builder::addHeader);
        try {
            return new Way(builder.build());
        } catch (IllegalStateException e) {
            throw new ConfigurationException(
                    List.of("`protocol` is grpc, and nothing on the class path carries it: add "
                            + "io.opentelemetry:opentelemetry-exporter-sender-okhttp, or use http"));
        }
    }

    private static Way splunk(ExportSettings settings, Problems problems, Surroundings surroundings) {
        Map<String, String> headers = new LinkedHashMap<>(settings.headers());
        String said = headers.remove(HecExporter.CHANNEL);
        String channel = said == null ? surroundings.uuids().get().toString() : said;
        Poster poster = poster(settings, headers, surroundings);
        return new Way(
                new HecExporter(
                        settings.endpoint(),
                        channel,
                        poster,
                        problems,
                        surroundings.nanos(),
                        settings.requestTimeout().toNanos()),
                true,
                () -> "");
    }

    private static Poster poster(ExportSettings settings, Map<String, String> headers, Surroundings surroundings) {
        HttpClient client = HttpClient.newBuilder()
                .connectTimeout(settings.requestTimeout())
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        return new Poster(
                client, headers, settings.requestTimeout(), surroundings.nanos(), surroundings.random(), Thread::sleep);
    }
}
