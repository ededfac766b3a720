package ai.genops.source.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.genops.event.AttributeName;
import ai.genops.event.Attributes;
import ai.genops.event.Event;
import ai.genops.event.EventJson;
import ai.genops.event.Fields;
import ai.genops.event.JsonBuffer;
import ai.genops.event.Key;
import ai.genops.event.Kind;
import ai.genops.pipeline.UndecodableException;
import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OtlpDecoderTest {
    private static final long APPENDED = 1_763_600_000_123L;

    private final OtlpDecoder decoder = new OtlpDecoder();

    @Test
    void spansAreWhatTheGeneratedClassesRead() throws Exception {
        RandomRequests requests = new RandomRequests(31);
        for (int round = 0; round < 200; round++) {
            var request = (ExportTraceServiceRequest) requests.next(Signal.TRACES);
            List<Consumer<Event>> expected = new ArrayList<>();
            for (var resource : request.getResourceSpansList()) {
                for (var scope : resource.getScopeSpansList()) {
                    for (Span span : scope.getSpansList()) {
                        expected.add(event -> {
                            equal(event, span);
                            assertThat(values(event.resource()))
                                    .isEqualTo(values(resource.getResource().getAttributesList()));
                            text(event, "scope.name", scope.getScope().getName());
                            text(event, "scope.version", scope.getScope().getVersion());
                            Object attributes = event.own().get(Key.of("scope.attributes"));
                            assertThat(attributes == null ? Map.of() : plain(attributes))
                                    .isEqualTo(values(scope.getScope().getAttributesList()));
                            text(event, "scope.schema_url", scope.getSchemaUrl());
                            text(event, "resource.schema_url", resource.getSchemaUrl());
                        });
                    }
                }
            }
            check(Signal.TRACES, request, expected);
        }
    }

    private static void equal(Event event, Span span) {
        assertThat(event.kind()).isEqualTo(Kind.SPAN);
        assertThat(event.name()).isEqualTo(span.getName());
        if (!span.getTraceId().isEmpty()) {
            assertThat(event.traceIdHigh()).isEqualTo(number(span.getTraceId(), 0));
            assertThat(event.traceIdLow()).isEqualTo(number(span.getTraceId(), 8));
        }
        if (!span.getSpanId().isEmpty()) {
            assertThat(event.spanId()).isEqualTo(number(span.getSpanId(), 0));
        }
        assertThat(event.parentSpanId())
                .isEqualTo(span.getParentSpanId().isEmpty() ? 0 : number(span.getParentSpanId(), 0));
        if (span.getStartTimeUnixNano() != 0) {
            assertThat(event.timeNanos()).isEqualTo(span.getStartTimeUnixNano());
        }
        text(
                event,
                "span_kind",
                new String[] {"", "internal", "server", "client", "producer", "consumer"}[span.getKindValue()]);
        assertThat(event.status())
                .isEqualTo(new String[] {"", "ok", "error"}[span.getStatus().getCodeValue()]);
        text(event, "status_message", span.getStatus().getMessage());
        text(event, "trace_state", span.getTraceState());
        count(event, "flags", span.getFlags());
        count(event, "dropped_attributes_count", span.getDroppedAttributesCount());
        count(event, "dropped_events_count", span.getDroppedEventsCount());
        count(event, "dropped_links_count", span.getDroppedLinksCount());
        assertThat(values(event.attributes())).isEqualTo(values(span.getAttributesList()));
        assertThat(event.events().stream()
                        .map(e -> List.of(e.name(), e.timeNanos(), plain(e.attributes())))
                        .toList())
                .isEqualTo(span.getEventsList().stream()
                        .map(e -> List.<Object>of(e.getName(), e.getTimeUnixNano(), values(e.getAttributesList())))
                        .toList());
        List<?> links = (List<?>) event.own().get(Key.of("links"));
        assertThat(links == null ? 0 : links.size()).isEqualTo(span.getLinksCount());
    }

    @Test
    void logRecordsAreWhatTheGeneratedClassesRead() throws Exception {
        RandomRequests requests = new RandomRequests(32);
        for (int round = 0; round < 200; round++) {
            var request = (ExportLogsServiceRequest) requests.next(Signal.LOGS);
            List<Consumer<Event>> expected = new ArrayList<>();
            request.getResourceLogsList()
                    .forEach(resource -> resource.getScopeLogsList()
                            .forEach(scope -> scope.getLogRecordsList()
                                    .forEach(record -> expected.add(event -> equal(event, record)))));
            check(Signal.LOGS, request, expected);
        }
    }

    private static void equal(Event event, LogRecord record) {
        assertThat(event.kind()).isEqualTo(Kind.LOG);
        assertThat(event.name()).isEqualTo(record.getEventName());
        assertThat(plain(event.own().get(Key.of("body")))).isEqualTo(plain(value(record.getBody())));
        text(event, "severity_text", record.getSeverityText());
        count(event, "flags", record.getFlags());
        count(event, "dropped_attributes_count", record.getDroppedAttributesCount());
        Object severity = event.own().get(Key.of("severity_number"));
        assertThat(severity == null ? 0L : severity).isEqualTo((long) record.getSeverityNumberValue());
        assertThat(values(event.attributes())).isEqualTo(values(record.getAttributesList()));
        assertThat(event.traceIdHigh()).isEqualTo(record.getTraceId().isEmpty() ? 0 : number(record.getTraceId(), 0));
        long time = record.getTimeUnixNano() != 0 ? record.getTimeUnixNano() : record.getObservedTimeUnixNano();
        assertThat(event.timeNanos()).isEqualTo(time != 0 ? time : APPENDED * 1_000_000);
    }

    @Test
    void everyDataPointIsAnEvent() throws Exception {
        RandomRequests requests = new RandomRequests(33);
        for (int round = 0; round < 200; round++) {
            var request = (ExportMetricsServiceRequest) requests.next(Signal.METRICS);
            List<Consumer<Event>> expected = new ArrayList<>();
            request.getResourceMetricsList()
                    .forEach(resource -> resource.getScopeMetricsList()
                            .forEach(scope -> scope.getMetricsList().forEach(metric -> expect(metric, expected))));
            check(Signal.METRICS, request, expected);
        }
    }

    private static void expect(Metric metric, List<Consumer<Event>> expected) {
        metric.getGauge().getDataPointsList().forEach(point -> expected.add(event -> equal(event, metric, point)));
        metric.getSum()
                .getDataPointsList()
                .forEach(point -> expected.add(event -> {
                    equal(event, metric, point);
                    int temporality = metric.getSum().getAggregationTemporalityValue();
                    text(event, "temporality", new String[] {"", "delta", "cumulative"}[temporality]);
                }));
        metric.getHistogram().getDataPointsList().forEach(point -> expected.add(event -> equal(event, metric, point)));
        metric.getExponentialHistogram()
                .getDataPointsList()
                .forEach(point -> expected.add(event -> {
                    common(event, metric, point.getAttributesList());
                    if (point.hasPositive()) {
                        assertThat(plain(event.own().get(Key.of("positive"))))
                                .isEqualTo(plain(Map.of(
                                        "offset",
                                        (long) point.getPositive().getOffset(),
                                        "buckets",
                                        point.getPositive().getBucketCountsList())));
                    }
                }));
        metric.getSummary()
                .getDataPointsList()
                .forEach(point -> expected.add(event -> {
                    common(event, metric, point.getAttributesList());
                    List<?> quantiles = (List<?>) event.own().get(Key.of("quantiles"));
                    assertThat(quantiles == null ? 0 : quantiles.size()).isEqualTo(point.getQuantileValuesCount());
                }));
    }

    private static void count(Event event, String name, int expected) {
        Object count = event.own().get(Key.of(name));
        assertThat(count == null ? 0L : count).isEqualTo(Integer.toUnsignedLong(expected));
    }

    private static void common(Event event, Metric metric, List<KeyValue> attributes) {
        assertThat(event.kind()).isEqualTo(Kind.METRIC);
        assertThat(event.name()).isEqualTo(metric.getName());
        text(event, "unit", metric.getUnit());
        text(event, "description", metric.getDescription());
        text(event, "metric_type", metric.getDataCase().name().toLowerCase(java.util.Locale.ROOT));
        assertThat(values(event.attributes())).isEqualTo(values(attributes));
    }

    private static void equal(Event event, Metric metric, NumberDataPoint point) {
        common(event, metric, point.getAttributesList());
        Object expected = switch (point.getValueCase()) {
            case AS_DOUBLE -> point.getAsDouble();
            case AS_INT -> point.getAsInt();
            case VALUE_NOT_SET -> null;
        };
        assertThat(event.own().get(Key.of("value"))).isEqualTo(expected);
    }

    private static void equal(Event event, Metric metric, HistogramDataPoint point) {
        common(event, metric, point.getAttributesList());
        Object buckets = event.own().get(Key.of("buckets"));
        assertThat(buckets == null ? List.of() : buckets).isEqualTo(point.getBucketCountsList());
        Object bounds = event.own().get(Key.of("bounds"));
        assertThat(bounds == null ? List.of() : bounds).isEqualTo(point.getExplicitBoundsList());
        assertThat(event.own().get(Key.of("sum"))).isEqualTo(point.hasSum() ? point.getSum() : null);
    }

    @Test
    void whatASpanLacksFollowsFromItsPlaceInTheLog() throws Exception {
        byte[] request = ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(io.opentelemetry.proto.trace.v1.ResourceSpans.newBuilder()
                        .addScopeSpans(io.opentelemetry.proto.trace.v1.ScopeSpans.newBuilder()
                                .addSpans(Span.newBuilder().setName("a"))
                                .addSpans(Span.newBuilder().setName("b"))))
                .build()
                .toByteArray();
        List<String> first = json(7, request);
        assertThat(first).hasSize(2).doesNotHaveDuplicates();
        assertThat(first.getFirst())
                .matches(
                        "\\{\"_time\":1763600000.123,\"kind\":\"span\",\"name\":\"a\",\"trace_id\":\"[0-9a-f]{32}\",\"span_id\":\"[0-9a-f]{16}\",.*");
        assertThat(json(7, request)).isEqualTo(first);
        assertThat(json(8, request)).isNotEqualTo(first);
    }

    @Test
    void headersFillWhatTheResourceDoesNotSay() throws Exception {
        Map<String, String> headers = Map.of("x-environment", "staging", "x-scope-orgid", "acme");
        assertThat(resourceOf(headers, "service.name"))
                .isEqualTo(Map.of(
                        "service.name", "v",
                        "genops.environment", "staging",
                        "genops.tenant", "acme"));
        assertThat(resourceOf(headers, "deployment.environment"))
                .isEqualTo(Map.of("deployment.environment", "v", "genops.tenant", "acme"));
    }

    @Test
    void whatAClientSaysOfItsTenantInTheTelemetryDoesNotCount() throws Exception {
        var claim = KeyValue.newBuilder()
                .setKey("genops.tenant")
                .setValue(AnyValue.newBuilder().setStringValue("somebody-else"));
        byte[] request = ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(io.opentelemetry.proto.trace.v1.ResourceSpans.newBuilder()
                        .setResource(io.opentelemetry.proto.resource.v1.Resource.newBuilder()
                                .addAttributes(claim))
                        .addScopeSpans(io.opentelemetry.proto.trace.v1.ScopeSpans.newBuilder()
                                .addSpans(Span.newBuilder().addAttributes(claim))
                                .addSpans(Span.newBuilder())))
                .build()
                .toByteArray();
        AttributeName tenant = AttributeName.of("genops.tenant");
        List<Object> seen = new ArrayList<>();
        decoder.decode(1, APPENDED, record(Signal.TRACES, Map.of("x-scope-orgid", "acme"), request), event -> {
            seen.add(event.attribute(tenant));
            event.enter("p", new Fields());
            seen.add(event.attribute(tenant));
        });
        assertThat(seen).containsExactly("acme", "acme", "acme", "acme");
        seen.clear();
        decoder.decode(
                2, APPENDED, record(Signal.TRACES, Map.of(), request), event -> seen.add(event.attribute(tenant)));
        assertThat(seen).containsExactly("somebody-else", "somebody-else");
    }

    private Map<String, Object> resourceOf(Map<String, String> headers, String attribute) throws Exception {
        byte[] request = ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(io.opentelemetry.proto.trace.v1.ResourceSpans.newBuilder()
                        .setResource(io.opentelemetry.proto.resource.v1.Resource.newBuilder()
                                .addAttributes(KeyValue.newBuilder()
                                        .setKey(attribute)
                                        .setValue(AnyValue.newBuilder().setStringValue("v"))))
                        .addScopeSpans(io.opentelemetry.proto.trace.v1.ScopeSpans.newBuilder()
                                .addSpans(Span.newBuilder())))
                .build()
                .toByteArray();
        Map<String, Object> seen = new LinkedHashMap<>();
        decoder.decode(
                1, APPENDED, record(Signal.TRACES, headers, request), event -> seen.putAll(values(event.resource())));
        return seen;
    }

    @Test
    void aResourceAfterItsScopesHoldsForThem() throws Exception {
        var scope = io.opentelemetry.proto.trace.v1.ResourceSpans.newBuilder()
                .addScopeSpans(
                        io.opentelemetry.proto.trace.v1.ScopeSpans.newBuilder().addSpans(Span.newBuilder()))
                .build();
        var resource = io.opentelemetry.proto.trace.v1.ResourceSpans.newBuilder()
                .setResource(io.opentelemetry.proto.resource.v1.Resource.newBuilder()
                        .addAttributes(KeyValue.newBuilder()
                                .setKey("k")
                                .setValue(AnyValue.newBuilder().setIntValue(3))))
                .build();
        ByteString group = scope.toByteString().concat(resource.toByteString());
        byte[] request = new ai.genops.source.wire.WireWriter(64)
                .tag(1, 2)
                .varint(group.size())
                .raw(group.toByteArray())
                .toBytes();
        List<Object> seen = new ArrayList<>();
        decoder.decode(
                1, APPENDED, record(Signal.TRACES, Map.of(), request), event -> seen.add(values(event.resource())));
        assertThat(seen).isEqualTo(List.of(Map.of("k", 3L)));
    }

    @ParameterizedTest
    @EnumSource
    void garbageIsUndecodableAndNothingElse(Signal signal) {
        long seed = 41;
        Random random = new Random(seed);
        RandomRequests requests = new RandomRequests(seed);
        int undecodable = 0;
        for (int i = 0; i < 2000; i++) {
            byte[] record = record(
                            signal, Map.of("x-a", "b"), requests.next(signal).toByteArray())
                    .array();
            byte[] bytes = OtlpValidatorTest.mutated(record, random);
            try {
                decoder.decode(1, APPENDED, ByteBuffer.wrap(bytes), event -> {
                    var out = new JsonBuffer(256);
                    EventJson.write(event, out);
                });
            } catch (UndecodableException e) {
                undecodable++;
            }
        }
        assertThat(undecodable).isBetween(100, 1990);
        assertThatThrownBy(() -> decoder.decode(1, APPENDED, ByteBuffer.wrap(new byte[] {9, 9}), _ -> {}))
                .isInstanceOf(UndecodableException.class)
                .hasMessageContaining("format 9");
    }

    private void check(Signal signal, Message request, List<Consumer<Event>> expected) throws Exception {
        int[] next = {0};
        ByteBuffer record = record(signal, Map.of(), request.toByteArray());
        int count = decoder.decode(5, APPENDED, record, event -> {
            assertThat(event.ordinal()).isEqualTo(next[0]);
            assertThat(event.inputId()).isEqualTo("genops_otlp_source");
            expected.get(next[0]++).accept(event);
        });
        Assertions.assertThat(count).isEqualTo(expected.size()).isEqualTo(next[0]);
    }

    private List<String> json(long offset, byte[] request) throws UndecodableException {
        List<String> events = new ArrayList<>();
        decoder.decode(offset, APPENDED, record(Signal.TRACES, Map.of(), request), event -> {
            var out = new JsonBuffer(256);
            EventJson.write(event, out);
            events.add(out.toString());
        });
        return events;
    }

    private static ByteBuffer record(Signal signal, Map<String, String> headers, byte[] body) {
        ByteBuffer head = Envelope.of(signal, "genops_otlp_source", headers);
        return ByteBuffer.allocate(head.remaining() + body.length)
                .put(head)
                .put(body)
                .flip();
    }

    private static void text(Event event, String key, String expected) {
        assertThat(event.own().get(Key.of(key))).as(key).isEqualTo(expected.isEmpty() ? null : expected);
    }

    private static long number(ByteString id, int at) {
        return id.asReadOnlyByteBuffer().getLong(at);
    }

    private static Map<String, Object> values(Attributes attributes) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < attributes.size(); i++) {
            values.put(attributes.key(i).name(), plain(attributes.value(i)));
        }
        return values;
    }

    private static Map<String, Object> values(List<KeyValue> attributes) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (KeyValue attribute : attributes) {
            Object value = value(attribute.getValue());
            if (value != null) {
                values.put(attribute.getKey(), plain(value));
            }
        }
        return values;
    }

    private static @Nullable Object value(AnyValue value) {
        return switch (value.getValueCase()) {
            case STRING_VALUE -> value.getStringValue();
            case BOOL_VALUE -> value.getBoolValue();
            case INT_VALUE -> value.getIntValue();
            case DOUBLE_VALUE -> value.getDoubleValue();
            case BYTES_VALUE -> value.getBytesValue().toByteArray();
            case ARRAY_VALUE -> {
                List<@Nullable Object> list = new ArrayList<>();
                value.getArrayValue().getValuesList().forEach(item -> list.add(value(item)));
                yield list;
            }
            case KVLIST_VALUE -> values(value.getKvlistValue().getValuesList());
            default -> null;
        };
    }

    /// With bytes as something that has an `equals`.
    private static Object plain(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case byte[] bytes -> "bytes " + Arrays.toString(bytes);
            case List<?> list -> list.stream().map(OtlpDecoderTest::plain).toList();
            case Map<?, ?> map -> {
                Map<Object, Object> plain = new LinkedHashMap<>();
                map.forEach((key, item) -> plain.put(key, plain(item)));
                yield plain;
            }
            default -> value;
        };
    }
}
