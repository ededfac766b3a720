package ai.genops.destination.kafka;

import ai.genops.destination.delivery.Encoder;
import ai.genops.destination.delivery.Redaction;
import ai.genops.destination.delivery.UnencodableException;
import ai.genops.destination.settings.DestinationBlock;
import ai.genops.destination.template.PayloadTemplate;
import ai.genops.event.Event;
import ai.genops.event.JsonBuffer;
import ai.genops.expression.Scope;
import ai.genops.pipeline.config.Secret;
import ai.genops.pipeline.config.Section;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Where messages go: one topic, or one of a list that a template chooses from. Events hold what clients wrote, and
/// a broker may create whatever topic is asked for: so a template never leaves its list.
///
/// @param template null: `fixed`
/// @param allowed what the template may choose
record Topics(String fixed, @Nullable PayloadTemplate template, Set<String> allowed) {
    private static final int MOST = 100;
    /// As Kafka wants them (org.apache.kafka.common.internals.Topic).
    private static final String LEGAL = "(?!\\.{1,2}$)[a-zA-Z0-9._-]{1,249}";

    /// The topic of an event.
    @FunctionalInterface
    interface Chooser {
        String topic(Event event) throws UnencodableException;
    }

    static Topics read(DestinationBlock block) {
        Section section = block.section();
        Secret topic = block.required("topic");
        Set<String> allowed = new LinkedHashSet<>(section.texts("topics"));
        allowed.forEach(name -> legal(section, "topics", name));
        if (!topic.value().contains("${")) {
            if (topic.isPresent() && !topic.value().isEmpty()) {
                legal(section, "topic", topic.value());
            }
            String text = "`topics` means nothing: `topic` is the same for every event";
            section.problems().require(allowed.isEmpty(), section.at("topics"), text, "Remove it.");
            return new Topics(topic.value(), null, Set.of());
        }
        if (allowed.isEmpty() || allowed.size() > MOST) {
            String text = "`topic` depends on the event, and `topics` does not name 1 to 100 that it may be";
            section.problems().error(section.at("topic"), text, "Add `topics: [a, b]`.");
        }
        return new Topics("", block.template("topic"), allowed);
    }

    Chooser compile(Scope scope, Redaction redaction) {
        if (template == null) {
            return _ -> fixed;
        }
        Encoder encoder = template.compile(scope, redaction);
        var text = new JsonBuffer(64);
        return event -> {
            text.clear();
            encoder.encode(event, text);
            String topic = text.toString();
            if (!allowed.contains(topic)) {
                throw new UnencodableException("its topic would be `" + topic + "`, which `topics` does not name");
            }
            return topic;
        };
    }

    private static void legal(Section section, String key, String name) {
        String text = "`" + name + "` cannot be a topic's name";
        section.problems()
                .require(
                        name.matches(LEGAL), section.at(key), text, "Use letters, digits, `.`, `_`, `-`; at most 249.");
    }
}
