package ai.genops.destination.webhook;

import ai.genops.destination.http.Compression;
import ai.genops.destination.http.HttpSettings;
import ai.genops.destination.settings.DestinationBlock;
import ai.genops.destination.template.PayloadTemplate;
import ai.genops.pipeline.config.Secret;
import ai.genops.pipeline.config.Section;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a webhook's block says. The URL may itself be the secret (Slack's is), so it is kept as one.
///
/// @param missing what is not configured, in words; empty if the webhook can work
record WebhookSettings(
        Secret url,
        String method,
        Map<String, Secret> headers,
        @Nullable PayloadTemplate template,
        Form form,
        HttpSettings http,
        Compression compression,
        List<String> missing) {
    /// How events are put into requests: one each, or several as lines or as a JSON array.
    enum Form {
        SINGLE,
        NDJSON,
        ARRAY
    }

    static WebhookSettings read(Section section) {
        var block = new DestinationBlock(section);
        Secret url = block.address("url");
        String method = section.choice("method", "POST", List.of("POST", "PUT"));
        Map<String, Secret> headers = block.headers("headers");
        PayloadTemplate template = block.template("payload_template");
        HttpSettings http = HttpSettings.read(section);
        Compression compression = Compression.read(section, Compression.NONE);
        return new WebhookSettings(url, method, headers, template, form(section), http, compression, block.missing());
    }

    URI uri() {
        return URI.create(url.value());
    }

    private static Form form(Section block) {
        boolean batch = block.flag("batch", false);
        String format = block.choice("batch_format", "ndjson", List.of("ndjson", "array"));
        if (!batch && block.has("batch_format")) {
            String text = "`batch_format` means nothing without `batch: true`";
            block.problems().error(block.at("batch_format"), text, "Add `batch: true`, or remove it.");
        }
        return !batch ? Form.SINGLE : format.equals("array") ? Form.ARRAY : Form.NDJSON;
    }
}
