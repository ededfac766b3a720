package ai.genops.destination.slack;

import ai.genops.destination.http.HttpSettings;
import ai.genops.destination.settings.DestinationBlock;
import ai.genops.destination.template.PayloadTemplate;
import ai.genops.pipeline.config.Secret;
import ai.genops.pipeline.config.Section;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the block of a `slack` destination says.
///
/// @param url whoever knows it can post: a secret
/// @param minInterval between two messages
/// @param maxShown events written out in one message of our own; of the others it gives the number
record SlackSettings(
        Secret url,
        @Nullable PayloadTemplate template,
        Duration minInterval,
        int maxShown,
        HttpSettings http,
        List<String> missing) {
    static SlackSettings read(Section section) {
        var block = new DestinationBlock(section);
        Secret url = block.address("url");
        PayloadTemplate template = block.template("payload_template");
        if (template != null) {
            check(template, section);
        }
        if (section.has("channel")) {
            block.optional("channel");
            String text = "`channel` has no effect: a Slack app's webhook posts to the channel it was made for";
            section.problems().note(section.at("channel"), text, "Make a webhook for each channel.");
        }
        Duration minInterval = section.duration("min_interval", Duration.ofSeconds(1));
        int maxShown = section.integer("max_shown", 10, 1, 15);
        return new SlackSettings(url, template, minInterval, maxShown, HttpSettings.read(section), block.missing());
    }

    static void check(PayloadTemplate template, Section block) {
        block.problems()
                .require(
                        template.text().strip().startsWith("{"),
                        template.at(),
                        "`payload_template` is not a JSON object, and Slack takes nothing else",
                        "Write `{\"text\": \"...\"}`, or remove it: there is a default.");
        for (String ignored : List.of("channel", "username", "icon_emoji")) {
            if (template.text().contains("\"" + ignored + "\"")) {
                String text = "`" + ignored + "` has no effect with a Slack app's webhook";
                block.problems().note(template.at(), text, "It is set where the app is configured.");
            }
        }
    }

    URI uri() {
        return URI.create(url.value());
    }
}
