package ai.genops.destination.otlp;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogram;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.metrics.v1.Summary;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Telemetry with anything in any field that an event keeps.
final class RandomTelemetry {
    private static final long TIME = 1_763_600_000_000_000_000L;

    private final Random random;

    RandomTelemetry(long seed) {
        random = new Random(seed);
    }

    boolean coin() {
        return random.nextBoolean();
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    Resource resource() {
        return Resource.newBuilder().addAllAttributes(attributes(1)).build();
    }

    InstrumentationScope scope() {
        return InstrumentationScope.newBuilder()
                .setName(text())
                .setVersion(text())
                .addAllAttributes(attributes(0))
                .build();
    }

    String schemaUrl() {
        return coin() ? "https://opentelemetry.io/schemas/1." + below(40) + ".0" : "";
    }

    Span span() {
        long start = time();
        Span.Builder span = Span.newBuilder()
                .setTraceId(bytes(16))
                .setSpanId(bytes(8))
                .setTraceState(text())
                .setParentSpanId(coin() ? bytes(8) : ByteString.EMPTY)
                .setName(text())
                .setKindValue(below(6))
                .setStartTimeUnixNano(start)
                .setEndTimeUnixNano(start + random.nextLong(1L << 40))
                .addAllAttributes(attributes(0))
                .setFlags(coin() ? random.nextInt() : 0x101)
                .setDroppedAttributesCount(below(3))
                .setDroppedEventsCount(below(2))
                .setDroppedLinksCount(below(2));
        for (int left = below(3); left > 0; left--) {
            span.addEvents(Span.Event.newBuilder()
                    .setName(text())
                    .setTimeUnixNano(time())
                    .addAllAttributes(attributes(0)));
        }
        for (int left = below(3); left > 0; left--) {
            span.addLinks(Span.Link.newBuilder()
                    .setTraceId(bytes(16))
                    .setSpanId(bytes(8))
                    .setTraceState(text())
                    .addAllAttributes(attributes(0)));
        }
        if (coin()) {
            span.setStatus(Status.newBuilder().setCodeValue(1 + below(2)).setMessage(text()));
        }
        return span.build();
    }

    LogRecord log() {
        return LogRecord.newBuilder()
                .setTimeUnixNano(time())
                .setObservedTimeUnixNano(coin() ? time() : 0)
                .setSeverityNumberValue(below(24))
                .setSeverityText(text())
                .setBody(value(0))
                .addAllAttributes(attributes(0))
                .setTraceId(coin() ? bytes(16) : ByteString.EMPTY)
                .setSpanId(coin() ? bytes(8) : ByteString.EMPTY)
                .setEventName(text())
                .setFlags(below(3))
                .setDroppedAttributesCount(below(3))
                .build();
    }

    /// A metric of one point.
    Metric metric() {
        Metric.Builder metric =
                Metric.newBuilder().setName(text()).setDescription(text()).setUnit(text());
        AggregationTemporality temporality = AggregationTemporality.forNumber(below(3));
        Metric.Builder filled = switch (below(5)) {
            case 0 -> metric.setGauge(Gauge.newBuilder().addDataPoints(number()));
            case 1 ->
                metric.setSum(Sum.newBuilder()
                        .addDataPoints(number())
                        .setAggregationTemporality(temporality)
                        .setIsMonotonic(coin()));
            case 2 ->
                metric.setHistogram(
                        Histogram.newBuilder().addDataPoints(histogram()).setAggregationTemporality(temporality));
            case 3 ->
                metric.setExponentialHistogram(ExponentialHistogram.newBuilder()
                        .addDataPoints(exponential())
                        .setAggregationTemporality(temporality));
            default -> metric.setSummary(Summary.newBuilder().addDataPoints(summary()));
        };
        return filled.build();
    }

    private NumberDataPoint.Builder number() {
        var point = NumberDataPoint.newBuilder()
                .setTimeUnixNano(time())
                .setStartTimeUnixNano(coin() ? time() : 0)
                .addAllAttributes(attributes(0));
        return coin() ? point.setAsDouble(random.nextGaussian()) : point.setAsInt(random.nextLong());
    }

    private HistogramDataPoint.Builder histogram() {
        var point = HistogramDataPoint.newBuilder()
                .setTimeUnixNano(time())
                .addAllAttributes(attributes(0))
                .setCount(below(100))
                .setSum(random.nextGaussian())
                .setMin(below(2));
        for (int left = below(4); left > 0; left--) {
            point.addBucketCounts(below(1000)).addExplicitBounds(random.nextDouble());
        }
        return coin() ? point.setMax(random.nextDouble()) : point;
    }

    private ExponentialHistogramDataPoint.Builder exponential() {
        var buckets = ExponentialHistogramDataPoint.Buckets.newBuilder().setOffset(below(100) - 50);
        for (int left = below(4); left > 0; left--) {
            buckets.addBucketCounts(random.nextLong());
        }
        var point = ExponentialHistogramDataPoint.newBuilder()
                .setTimeUnixNano(time())
                .addAllAttributes(attributes(0))
                .setCount(below(100))
                .setSum(random.nextGaussian())
                .setScale(below(40) - 20)
                .setZeroCount(below(3))
                .setZeroThreshold(random.nextDouble())
                .setPositive(buckets)
                .setMax(random.nextDouble());
        return coin() ? point.setNegative(buckets.setOffset(-3)) : point;
    }

    private SummaryDataPoint.Builder summary() {
        var point = SummaryDataPoint.newBuilder()
                .setTimeUnixNano(time())
                .addAllAttributes(attributes(0))
                .setCount(below(100))
                .setSum(random.nextGaussian());
        for (int left = below(4); left > 0; left--) {
            point.addQuantileValues(SummaryDataPoint.ValueAtQuantile.newBuilder()
                    .setQuantile(random.nextDouble())
                    .setValue(random.nextGaussian()));
        }
        return point;
    }

    private List<KeyValue> attributes(int least) {
        List<KeyValue> attributes = new ArrayList<>();
        for (int i = least + below(6); i > 0; i--) {
            attributes.add(
                    KeyValue.newBuilder().setKey("k" + i).setValue(value(0)).build());
        }
        return attributes;
    }

    private AnyValue value(int depth) {
        AnyValue.Builder value = AnyValue.newBuilder();
        return switch (below(depth < 3 ? 8 : 6)) {
            case 0, 1 -> value.setStringValue(text()).build();
            case 2 -> value.setBoolValue(coin()).build();
            case 3 -> value.setIntValue(coin() ? below(3) : random.nextLong()).build();
            case 4 ->
                value.setDoubleValue(coin() ? below(3) : random.nextGaussian()).build();
            case 5 -> value.setBytesValue(bytes(below(20))).build();
            case 6 -> {
                ArrayValue.Builder list = ArrayValue.newBuilder();
                for (int left = below(4); left > 0; left--) {
                    list.addValues(coin() ? value(depth + 1) : AnyValue.getDefaultInstance());
                }
                yield value.setArrayValue(list).build();
            }
            default -> {
                KeyValueList.Builder map = KeyValueList.newBuilder();
                for (int left = below(4); left > 0; left--) {
                    map.addValues(KeyValue.newBuilder().setKey("m" + left).setValue(value(depth + 1)));
                }
                yield value.setKvlistValue(map).build();
            }
        };
    }

    private long time() {
        return TIME + random.nextLong(1L << 50);
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int left = below(9); left > 0; left--) {
            text.appendCodePoint(below(8) == 0 ? 0x1F600 + below(50) : below(0x800));
        }
        return text.toString();
    }

    private ByteString bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return ByteString.copyFrom(bytes);
    }
}
