package ai.genops.event;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What some events have beyond what all have and beyond attributes: what [Event#own] may hold. Most of it are
/// fields of OpenTelemetry's protocol, the last ones Splunk's.
public enum Own {
    BODY("body", true),
    SEVERITY_TEXT("severity_text"),
    SEVERITY_NUMBER("severity_number"),
    OBSERVED_TIME("observed_time_unix_nano"),
    VALUE("value"),
    UNIT("unit"),
    METRIC_TYPE("metric_type"),
    TEMPORALITY("temporality"),
    DESCRIPTION("description"),
    SPAN_KIND("span_kind"),
    STATUS_MESSAGE("status_message", true),
    TRACE_STATE("trace_state", true),
    LINKS("links", true),
    /// W3C's trace flags, and whether the parent is remote, as spans and log records have them.
    FLAGS("flags"),
    DROPPED_ATTRIBUTES("dropped_attributes_count"),
    DROPPED_EVENTS("dropped_events_count"),
    DROPPED_LINKS("dropped_links_count"),
    SCOPE_NAME("scope.name"),
    SCOPE_VERSION("scope.version"),
    SCOPE_ATTRIBUTES("scope.attributes", true),
    SCOPE_SCHEMA_URL("scope.schema_url"),
    RESOURCE_SCHEMA_URL("resource.schema_url"),
    /// The text that an event of HEC was received as.
    RAW("_raw", true),
    HOST("host"),
    SOURCE("source"),
    SOURCETYPE("sourcetype"),
    INDEX("index");

    private static final Map<String, Own> BY_WORD = new HashMap<>();
    private static final Map<Key, Own> BY_KEY = new HashMap<>();

    static {
        for (Own own : values()) {
            BY_WORD.put(own.word(), own);
            BY_KEY.put(own.key, own);
        }
    }

    @SuppressWarnings("ImmutableEnumChecker") // what a key remembers of its name does not show
    private final Key key;

    private final boolean free;

    Own(String name) {
        this(name, false);
    }

    Own(String name, boolean free) {
        key = Key.of(name);
        this.free = free;
    }

    /// The one that expressions know as `word`; null if there is none.
    public static @Nullable Own ofWord(String word) {
        return BY_WORD.get(word);
    }

    /// The one that is written as `key`; null if there is none.
    public static @Nullable Own of(Key key) {
        return BY_KEY.get(key);
    }

    /// Where [Event#own] has it, and the name it is written under.
    public Key key() {
        return key;
    }

    /// The name expressions read it by.
    public String word() {
        return key.name().replace('.', '_');
    }

    /// Whether it is a field of OpenTelemetry's, and not one of Splunk's, whose names pipelines like to set.
    public boolean isOpenTelemetrys() {
        return compareTo(RAW) < 0;
    }

    /// Whether it has what a client says in words of its own, as attributes have: what is to leave no server must be
    /// looked for there too.
    public boolean isFree() {
        return free;
    }
}
