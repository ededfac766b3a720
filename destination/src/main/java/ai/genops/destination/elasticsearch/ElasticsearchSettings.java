package ai.genops.destination.elasticsearch;

import ai.genops.destination.http.HttpSettings;
import ai.genops.destination.settings.DestinationBlock;
import ai.genops.destination.template.PayloadTemplate;
import ai.genops.pipeline.config.Secret;
import ai.genops.pipeline.config.Section;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a block of Elasticsearch's or OpenSearch's says.
///
/// @param endpoint the server, with a path if it stands behind one
/// @param ingestPipeline the pipeline of the server's that documents go through; empty: none, or the index's own
/// @param missing what is not configured, in words; empty if it can work
record ElasticsearchSettings(
        Secret endpoint,
        IndexName index,
        Secret apiKey,
        Secret username,
        Secret password,
        String ingestPipeline,
        @Nullable PayloadTemplate template,
        boolean gzip,
        HttpSettings http,
        List<String> missing) {
    static ElasticsearchSettings read(Section section) {
        var block = new DestinationBlock(section);
        Secret endpoint = block.address("endpoint");
        IndexName index = IndexName.read(section);
        Secret apiKey = block.optional("api_key");
        block.together("username", "password");
        String both = "`api_key` and `username` are both there";
        section.problems()
                .require(
                        !section.has("api_key") || !section.has("username"),
                        section.at("api_key"),
                        both,
                        "Remove the one that is not meant.");
        String ingestPipeline = section.text("ingest_pipeline", "");
        String name = "`ingest_pipeline` must be the name of a pipeline, is `" + ingestPipeline + "`";
        section.problems().require(ingestPipeline.matches("[A-Za-z0-9_.-]*"), section.at("ingest_pipeline"), name, "");
        PayloadTemplate template = block.template("payload_template");
        check(template, section);
        boolean gzip =
                section.choice("compression", "gzip", List.of("none", "gzip")).equals("gzip");
        return new ElasticsearchSettings(
                endpoint,
                index,
                apiKey,
                block.optional("username"),
                block.optional("password"),
                ingestPipeline,
                template,
                gzip,
                HttpSettings.read(section),
                block.missing());
    }

    static void check(@Nullable PayloadTemplate template, Section block) {
        if (template != null && !template.text().strip().startsWith("{")) {
            String text = "`payload_template` must be a JSON object: it is a document";
            block.problems().error(template.at(), text, "Write `{\"team\": \"${team}\"}`.");
        }
    }

    URI uri() {
        return URI.create(endpoint.value());
    }

    /// Of the answer only what is read is asked for.
    String path() {
        String path = uri().getRawPath() == null ? "" : uri().getRawPath();
        String prefix = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        String query = "?filter_path=errors,items.*.status,items.*.error";
        return prefix + "/_bulk" + query + (ingestPipeline.isEmpty() ? "" : "&pipeline=" + ingestPipeline);
    }

    /// The header `Authorization`; empty: none. A key may be given as `id:key` or as the server prints it, encoded.
    String authorization() {
        String key = apiKey.value().strip();
        if (!key.isEmpty()) {
            return "ApiKey " + (key.contains(":") ? encoded(key) : key);
        }
        String user = username.value();
        return user.isEmpty() ? "" : "Basic " + encoded(user + ":" + password.value());
    }

    /// What follows the scheme in it.
    String credentials() {
        return authorization().replaceFirst("^[A-Za-z]+ ", "");
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
