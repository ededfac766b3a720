package ai.genops.destination.prometheus;

import ai.genops.destination.http.HttpSettings;
import ai.genops.destination.metrics.MetricsBlock;
import ai.genops.destination.metrics.Naming;
import ai.genops.destination.settings.DestinationBlock;
import ai.genops.pipeline.config.Secret;
import ai.genops.pipeline.config.Section;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What a block says.
///
/// @param headers further ones, the authorization among them
/// @param labels that every series has unless it has its own of that name
/// @param maxSeries how many counters it keeps
/// @param missing what is not configured, in words; empty if it can work
record PrometheusSettings(
        Secret url,
        Map<String, Secret> headers,
        Map<String, String> labels,
        Protocol protocol,
        int maxSeries,
        MetricsBlock metrics,
        HttpSettings http,
        List<String> missing) {
    private static final Naming NAMING = new PrometheusNaming();

    static PrometheusSettings read(Section section) {
        var block = new DestinationBlock(section);
        Secret url = block.address("url");
        Map<String, Secret> headers = headers(block);
        Map<String, String> labels = labels(block);
        String version = section.choice("version", "2.0", List.of("1.0", "2.0"));
        int maxSeries = section.integer("max_series", 100_000, 1, 10_000_000);
        MetricsBlock metrics = MetricsBlock.read(block, NAMING);
        HttpSettings http = HttpSettings.read(section);
        Protocol protocol = version.equals("1.0") ? Protocol.V1 : Protocol.V2;
        return new PrometheusSettings(url, headers, labels, protocol, maxSeries, metrics, http, block.missing());
    }

    URI uri() {
        return URI.create(url.value());
    }

    private static Map<String, Secret> headers(DestinationBlock block) {
        Map<String, Secret> headers = new LinkedHashMap<>();
        Section section = block.section();
        Secret token = block.optional("bearer_token");
        block.together("username", "password");
        if (!token.value().isEmpty()) {
            headers.put("authorization", token.map(value -> "Bearer " + value));
        }
        if (section.has("username") && section.has("password")) {
            section.problems()
                    .require(
                            !section.has("bearer_token"),
                            section.at("username"),
                            "`username` and `bearer_token` exclude each other",
                            "Remove one of the two.");
            Secret user = block.optional("username");
            headers.put("authorization", block.optional("password").map(password -> basic(user.value(), password)));
        }
        block.headers("headers").forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        return headers;
    }

    private static String basic(String user, String password) {
        byte[] login = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(login);
    }

    private static Map<String, String> labels(DestinationBlock block) {
        Map<String, String> labels = new LinkedHashMap<>();
        block.named("labels").forEach((name, value) -> {
            String text = "label `" + name + "` is not a label's name";
            Section section = block.section().section("labels");
            section.problems()
                    .require(
                            NAMING.label(name).equals(name),
                            section.at(name),
                            text,
                            "Use letters, digits and `_`; begin with a letter.");
            if (!value.value().isEmpty()) {
                labels.put(name, value.value());
            }
        });
        return labels;
    }
}
