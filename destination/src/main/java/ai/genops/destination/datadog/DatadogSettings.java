package ai.genops.destination.datadog;

import ai.genops.destination.http.HttpSettings;
import ai.genops.destination.metrics.MetricsBlock;
import ai.genops.destination.settings.DestinationBlock;
import ai.genops.pipeline.config.Secret;
import ai.genops.pipeline.config.Section;
import java.net.URI;
import java.util.List;

/// What a Datadog block says.
///
/// @param missing what is not configured, in words; empty if it can work
record DatadogSettings(
        URI endpoint,
        Secret key,
        MetricsBlock metrics,
        Compression compression,
        HttpSettings http,
        List<String> missing) {
    private static final URI USUAL = URI.create("https://api.datadoghq.com");

    static DatadogSettings read(Section section) {
        var block = new DestinationBlock(section);
        Secret endpoint = section.has("endpoint") ? block.address("endpoint") : new Secret("", "");
        Secret key = block.required("api_key");
        block.optional("app_key");
        MetricsBlock metrics = MetricsBlock.read(block, new DatadogNaming());
        String compression = section.choice("compression", "gzip", List.of("gzip", "deflate", "none"));
        HttpSettings http = HttpSettings.read(section);
        URI uri = endpoint.value().isEmpty() || section.problems().hasErrors() ? USUAL : URI.create(endpoint.value());
        Compression how = Compression.valueOf(compression.toUpperCase(java.util.Locale.ROOT));
        return new DatadogSettings(uri, key, metrics, how, http, block.missing());
    }
}
