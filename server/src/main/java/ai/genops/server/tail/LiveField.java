package ai.genops.server.tail;

import ai.genops.event.Attributes;
import ai.genops.event.Event;
import ai.genops.event.EventJson;
import ai.genops.event.JsonBuffer;
import ai.genops.event.Key;
import ai.genops.event.Origin;
import ai.genops.search.plan.Aliases;
import ai.genops.search.plan.Rights;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a field's name means on an event that was received: the same as in a search of the lake
/// ([ai.genops.search.plan.Events]). Safe for concurrent use.
@FunctionalInterface
interface LiveField {
    /// The index that holds every event, as it was received.
    String INDEX = "genops_ai";

    Key WANTED_INDEX = Key.of("splunk.index");

    /// The value; null if the event has none.
    @Nullable
    Object of(Event event);

    /// What whoever asks may not see is on no event.
    static LiveField named(String name, Rights rights) {
        return rights.sees(name) ? meaning(name) : _ -> null;
    }

    /// The index that an event belongs to: the one it asks for, or that of everything.
    static String index(Event event) {
        return event.resource().get(WANTED_INDEX) instanceof String index ? index : INDEX;
    }

    static String raw(Event event) {
        var json = new JsonBuffer(1024);
        EventJson.write(event, json);
        return json.toString();
    }

    private static LiveField meaning(String name) {
        LiveField own = attribute(name);
        return switch (name) {
            case "_time" -> event -> event.timeNanos() / 1e9;
            case "_indextime" -> event -> event.appendMillis() / 1e3;
            case "_raw" -> LiveField::raw;
            case "index" -> LiveField::index;
            case "sample_rate" -> Event::sampleRate;
            case "duration_ms", "genops.operation.duration_ms" ->
                or(own, event -> event.durationNanos() < 0 ? null : event.durationNanos() / 1e6);
            case "genops.policy.result" -> event -> lower(own.of(event));
            case "kind" -> or(own, event -> event.kind().label());
            case "name" -> or(own, Event::name);
            case "status" -> or(own, event -> text(event.status()));
            case "pipeline" -> or(own, event -> text(event.pipeline()));
            case "trace_id" -> or(own, event -> trace(event));
            case "span_id" -> or(own, event -> span(event.spanId()));
            case "parent_span_id" -> or(own, event -> span(event.parentSpanId()));
            case "host" -> or(own, event -> Origin.host(event.resource()));
            case "source" -> or(own, or(resource("service.name", null), Event::inputId));
            case "sourcetype" -> or(own, resource("splunk.sourcetype", "genops:telemetry"));
            default -> own;
        };
    }

    private static LiveField or(LiveField first, LiveField otherwise) {
        return event -> {
            Object value = first.of(event);
            return value == null ? otherwise.of(event) : value;
        };
    }

    private static LiveField resource(String name, @Nullable String otherwise) {
        Key key = Key.of(name);
        return event -> {
            Object value = event.resource().get(key);
            return value == null ? otherwise : value;
        };
    }

    /// Of several names that mean the same, the canonical one wins.
    private static LiveField attribute(String name) {
        List<Key> keys = Aliases.of(name).stream().map(Key::of).toList();
        return event -> {
            for (Key key : keys) {
                Object value = anywhere(event, key);
                if (value != null) {
                    return value;
                }
            }
            return null;
        };
    }

    /// Of two with one name, what its kind has counts before attributes, and these before the resource's.
    private static @Nullable Object anywhere(Event event, Key key) {
        for (Attributes place : List.of(event.own(), event.attributes(), event.resource())) {
            Object value = place.get(key);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    private static @Nullable Object lower(@Nullable Object value) {
        return value instanceof String text ? text.toLowerCase(Locale.ROOT) : value;
    }

    private static @Nullable String text(String text) {
        return text.isEmpty() ? null : text;
    }

    private static @Nullable String trace(Event event) {
        return (event.traceIdHigh() | event.traceIdLow()) == 0
                ? null
                : HexFormat.of().toHexDigits(event.traceIdHigh())
                        + HexFormat.of().toHexDigits(event.traceIdLow());
    }

    private static @Nullable String span(long id) {
        return id == 0 ? null : HexFormat.of().toHexDigits(id);
    }
}
