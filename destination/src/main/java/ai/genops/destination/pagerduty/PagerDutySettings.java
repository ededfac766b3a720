package ai.genops.destination.pagerduty;

import ai.genops.destination.http.HttpSettings;
import ai.genops.destination.settings.DestinationBlock;
import ai.genops.destination.template.PayloadTemplate;
import ai.genops.pipeline.config.Secret;
import ai.genops.pipeline.config.Section;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the block of a `pagerduty` destination says.
///
/// @param routingKey goes into events whose template has none
/// @param endpoint where the API is; without a path, `/v2/enqueue` is added
/// @param repeatInterval how soon the same incident is triggered again while its severity stays the same
/// @param resolvesAll whether `resolve` is also sent for incidents that this destination has not opened
record PagerDutySettings(
        Secret routingKey,
        Secret endpoint,
        @Nullable PayloadTemplate template,
        Duration repeatInterval,
        boolean resolvesAll,
        HttpSettings http,
        List<String> missing) {
    private static final String ENDPOINT = "https://events.pagerduty.com";

    static PagerDutySettings read(Section section) {
        var block = new DestinationBlock(section);
        Secret routingKey = block.required("routing_key");
        Secret endpoint = section.has("endpoint") ? block.address("endpoint") : new Secret(ENDPOINT, "");
        PayloadTemplate template = block.template("payload_template");
        if (template != null) {
            TemplateLint.check(template, section);
        }
        Duration repeat = section.duration("repeat_interval", Duration.ofMinutes(5));
        boolean all =
                section.choice("resolve", "opened", List.of("opened", "always")).equals("always");
        return new PagerDutySettings(
                routingKey, endpoint, template, repeat, all, HttpSettings.read(section), block.missing());
    }

    URI uri() {
        URI uri = URI.create(endpoint.value());
        String path = uri.getRawPath();
        return path == null || path.isEmpty() || path.equals("/") ? uri.resolve("/v2/enqueue") : uri;
    }
}
