package ai.genops.sdk.splunk;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A span as the collector takes it. Attributes stand flat in the event, under their own names, so that
 * `index=genops_ai genops.cost.total=*` finds them; the resource says index, sourcetype and host.
 */
final class HecEvent {
    private static final AttributeKey<String> INDEX = AttributeKey.stringKey("splunk.index");
    private static final AttributeKey<String> SOURCETYPE = AttributeKey.stringKey("splunk.sourcetype");
    private static final AttributeKey<String> HOST = AttributeKey.stringKey("host");
    private static final AttributeKey<String> HOST_NAME = AttributeKey.stringKey("host.name");
    private static final AttributeKey<String> SERVICE = AttributeKey.stringKey("service.name");
    private static final Set<AttributeKey<?>> METADATA = Set.of(INDEX, SOURCETYPE, HOST);
    private static final double NANOS_PER_MILLI = 1e6;

    private HecEvent() {}

    static byte[] of(SpanData span) {
        Attributes resource = span.getResource().getAttributes();
        Json json = new Json().raw("{\"time\":").seconds(span.getStartEpochNanos());
        String host = resource.get(HOST);
        metadata(json, "host", host == null ? resource.get(HOST_NAME) : host);
        metadata(json, "source", resource.get(SERVICE));
        metadata(json, "sourcetype", resource.get(SOURCETYPE));
        metadata(json, "index", resource.get(INDEX));
        json.raw(",\"event\":{\"kind\":\"span\",\"name\":").text(span.getName());
        json.raw(",\"trace_id\":").text(span.getTraceId()).raw(",\"span_id\":").text(span.getSpanId());
        if (span.getParentSpanContext().isValid()) {
            json.raw(",\"parent_span_id\":").text(span.getParentSpanId());
        }
        json.raw(",\"duration_ms\":").value((span.getEndEpochNanos() - span.getStartEpochNanos()) / NANOS_PER_MILLI);
        json.raw(",\"status\":").text(span.getStatus().getStatusCode().name());
        Set<String> written = new HashSet<>(
                Set.of("kind", "name", "trace_id", "span_id", "parent_span_id", "duration_ms", "status", "events"));
        flat(json, span.getAttributes(), written);
        flat(json, resource, written);
        events(json, span);
        return json.raw("}}").toString().getBytes(UTF_8);
    }

    private static void metadata(Json json, String key, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            json.raw(",\"").raw(key).raw("\":").text(value);
        }
    }

    private static void flat(Json json, Attributes attributes, Set<String> written) {
        attributes.forEach((key, value) -> {
            if (!METADATA.contains(key) && written.add(key.getKey())) {
                json.raw(",").text(key.getKey()).raw(":").value(value);
            }
        });
    }

    private static void events(Json json, SpanData span) {
        String between = ",\"events\":[";
        for (EventData event : span.getEvents()) {
            json.raw(between).raw("{\"name\":").text(event.getName());
            json.raw(",\"time\":").seconds(event.getEpochNanos());
            flat(json, event.getAttributes(), new HashSet<>(Set.of("name", "time")));
            json.raw("}");
            between = ",";
        }
        json.raw(between.equals(",") ? "]" : "");
    }
}
