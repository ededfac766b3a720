package ai.genops.destination.webhook;

import ai.genops.destination.delivery.Retry;
import ai.genops.destination.http.HttpSettings;
import ai.genops.destination.template.PayloadTemplate;
import ai.genops.pipeline.config.Secret;
import ai.genops.pipeline.config.Section;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
        List<String> missing) {
    /// How events are put into requests: one each, or several as lines or as a JSON array.
    enum Form {
        SINGLE,
        NDJSON,
        ARRAY
    }

    static WebhookSettings read(Section block, Retry retry) {
        List<String> missing = new ArrayList<>();
        Secret url = present(block.secret("url"), missing);
        checkUrl(block, url);
        String method = block.choice("method", "POST", List.of("POST", "PUT"));
        Map<String, Secret> headers = headers(block, missing);
        PayloadTemplate template = PayloadTemplate.read(block, "payload_template");
        if (template != null) {
            missing.addAll(template.missing());
        }
        HttpSettings http = HttpSettings.read(block, retry.statuses());
        return new WebhookSettings(url, method, headers, template, form(block), http, List.copyOf(missing));
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

    /// The problem never quotes the URL: its path may be the secret.
    private static void checkUrl(Section block, Secret url) {
        if (!url.isPresent() || url.value().isEmpty()) {
            return;
        }
        try {
            URI uri = new URI(url.value());
            if (("https".equals(uri.getScheme()) || "http".equals(uri.getScheme())) && uri.getHost() != null) {
                return;
            }
        } catch (URISyntaxException e) {
            // told below
        }
        block.problems().error(block.at("url"), "`url` is not an http or https address", "Write `https://host/path`.");
    }

    private static Map<String, Secret> headers(Section block, List<String> missing) {
        Section section = block.section("headers");
        Map<String, Secret> headers = new LinkedHashMap<>();
        for (String name : section.keys()) {
            Secret value = present(section.secret(name), missing);
            headers.put(name, value);
            if (!name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+") || value.value().matches("(?s).*[\\r\\n\\x00].*")) {
                section.problems().error(section.at(name), "header `" + name + "` is not a valid HTTP header", "");
            }
        }
        return headers;
    }

    private static Secret present(Secret secret, List<String> missing) {
        if (!secret.isPresent() && !missing.contains(secret.missing())) {
            missing.add(secret.missing());
        }
        return secret;
    }
}
