package ai.genops.destination.splunk;

import ai.genops.event.Attributes;
import ai.genops.event.Event;
import ai.genops.event.Key;
import ai.genops.event.Own;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What Splunk files an event under. The pipeline's word counts, then what the event was filed under when it came in
/// over HEC, then its resource's: `splunk.index` and the like, and the names that OpenTelemetry's own exporter for
/// Splunk reads.
enum Filed {
    HOST(Own.HOST, "host", "host.name"),
    SOURCE(Own.SOURCE, "splunk.source", "com.splunk.source"),
    SOURCETYPE(Own.SOURCETYPE, "splunk.sourcetype", "com.splunk.sourcetype"),
    INDEX(Own.INDEX, "splunk.index", "com.splunk.index");

    @SuppressWarnings("ImmutableEnumChecker") // what a key remembers of its name does not show
    private final Key key;

    @SuppressWarnings("ImmutableEnumChecker")
    private final List<Key> ofResource;

    Filed(Own own, String... ofResource) {
        key = own.key();
        this.ofResource = List.of(ofResource).stream().map(Key::of).toList();
    }

    /// As HEC and expressions call it.
    String label() {
        return key.name();
    }

    /// What the event asks for; `otherwise` if it does not.
    String of(Event event, String otherwise) {
        int slot = event.fields().find(label());
        String set = slot < 0 ? null : text(event.field(slot));
        if (set != null) {
            return set;
        }
        String received = text(event.own().get(key));
        return received != null ? received : ofResource(event.resource(), otherwise);
    }

    private String ofResource(Attributes resource, String otherwise) {
        for (Key name : ofResource) {
            String text = text(resource.get(name));
            if (text != null) {
                return text;
            }
        }
        return otherwise;
    }

    private static @Nullable String text(@Nullable Object value) {
        return value instanceof String text && !text.isBlank() ? text : null;
    }
}
