package ai.genops.destination.otlp;

import ai.genops.event.Attributes;
import ai.genops.event.Event;
import ai.genops.event.Key;
import ai.genops.event.Own;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Writes data points (opentelemetry/proto/metrics/v1/metrics.proto), each as a metric of one point. A point without
/// a type is a gauge's; one without a value is marked as having none.
final class PointWriter implements ItemWriter {
    private static final Key TYPE = Own.METRIC_TYPE.key();
    private static final Key UNIT = Own.UNIT.key();
    private static final Key DESCRIPTION = Own.DESCRIPTION.key();
    private static final Key TEMPORALITY = Own.TEMPORALITY.key();
    private static final Key MONOTONIC = Key.of("monotonic");
    private static final Key START = Key.of("start_time_unix_nano");
    private static final Key VALUE = Own.VALUE.key();
    private static final Set<Key> HEAD = Set.of(TYPE, DESCRIPTION, UNIT, TEMPORALITY, MONOTONIC, START);
    private static final int NO_RECORDED_VALUE = 1;

    private static final List<String> TEMPORALITIES = List.of("", "delta", "cumulative");

    private final EventAttributes ofNumbers = new EventAttributes(and(Set.of(VALUE)));
    private final EventAttributes ofDistributions = new EventAttributes(and(Distributions.KEYS));

    @Override
    public void write(Event event, ProtoBuffer out) {
        Attributes own = event.own();
        int metric = out.open(ITEM);
        out.text(1, event.name());
        out.text(2, EventAttributes.text(own, DESCRIPTION));
        out.text(3, EventAttributes.text(own, UNIT));
        switch (EventAttributes.text(own, TYPE)) {
            case "sum" -> number(event, out, 7);
            case "histogram" -> {
                int data = out.open(9);
                int point = begin(event, out);
                ofDistributions.write(event, out, 9);
                Distributions.histogram(own, out);
                end(event, out, point, data);
            }
            case "exponential_histogram" -> {
                int data = out.open(10);
                int point = begin(event, out);
                ofDistributions.write(event, out, 1);
                Distributions.exponential(own, out);
                end(event, out, point, data);
            }
            case "summary" -> {
                int data = out.open(11);
                int point = begin(event, out);
                ofDistributions.write(event, out, 7);
                Distributions.summary(own, out);
                end(event, out, point, data);
            }
            default -> number(event, out, 5);
        }
        out.close(metric);
    }

    private void number(Event event, ProtoBuffer out, int type) {
        int data = out.open(type);
        int point = begin(event, out);
        switch (event.own().get(VALUE)) {
            case Long whole -> out.fixed64(6, whole);
            case Number real -> out.float64(4, real.doubleValue());
            case null, default -> out.varint(8, NO_RECORDED_VALUE);
        }
        ofNumbers.write(event, out, 7);
        end(event, out, point, data);
    }

    /// Opens a point and writes its times.
    private static int begin(Event event, ProtoBuffer out) {
        int point = out.open(1);
        if (event.own().get(START) instanceof Long start) {
            out.fixed64(2, start);
        }
        out.fixed64(3, event.timeNanos());
        return point;
    }

    /// Closes a point and its metric's data, which say how points add up.
    private static void end(Event event, ProtoBuffer out, int point, int data) {
        out.close(point);
        int temporality = TEMPORALITIES.indexOf(EventAttributes.text(event.own(), TEMPORALITY));
        if (temporality > 0) {
            out.varint(2, temporality);
        }
        if (Boolean.TRUE.equals(event.own().get(MONOTONIC))) {
            out.varint(3, 1);
        }
        out.close(data);
    }

    private static Set<Key> and(Set<Key> keys) {
        return Stream.concat(HEAD.stream(), keys.stream()).collect(Collectors.toUnmodifiableSet());
    }
}
