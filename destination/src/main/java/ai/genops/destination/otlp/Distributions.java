package ai.genops.destination.otlp;

import ai.genops.event.Attributes;
import ai.genops.event.Key;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Writes what only points of histograms and summaries have.
final class Distributions {
    private static final Key COUNT = Key.of("count");
    private static final Key SUM = Key.of("sum");
    private static final Key MIN = Key.of("min");
    private static final Key MAX = Key.of("max");
    private static final Key BUCKETS = Key.of("buckets");
    private static final Key BOUNDS = Key.of("bounds");
    private static final Key SCALE = Key.of("scale");
    private static final Key ZERO_COUNT = Key.of("zero_count");
    private static final Key ZERO_THRESHOLD = Key.of("zero_threshold");
    private static final Key POSITIVE = Key.of("positive");
    private static final Key NEGATIVE = Key.of("negative");
    private static final Key QUANTILES = Key.of("quantiles");

    static final Set<Key> KEYS = Set.of(
            COUNT, SUM, MIN, MAX, BUCKETS, BOUNDS, SCALE, ZERO_COUNT, ZERO_THRESHOLD, POSITIVE, NEGATIVE, QUANTILES);

    private Distributions() {}

    static void histogram(Attributes own, ProtoBuffer out) {
        whole(own, COUNT, out, 4);
        real(own, SUM, out, 5);
        if (own.get(BUCKETS) instanceof List<?> counts) {
            int packed = out.open(6);
            counts.forEach(count -> out.fixed64(((Number) count).longValue()));
            out.close(packed);
        }
        if (own.get(BOUNDS) instanceof List<?> bounds) {
            int packed = out.open(7);
            bounds.forEach(bound -> out.fixed64(Double.doubleToRawLongBits(((Number) bound).doubleValue())));
            out.close(packed);
        }
        real(own, MIN, out, 11);
        real(own, MAX, out, 12);
    }

    static void exponential(Attributes own, ProtoBuffer out) {
        whole(own, COUNT, out, 4);
        real(own, SUM, out, 5);
        if (own.get(SCALE) instanceof Long scale) {
            out.zigzag(6, scale);
        }
        whole(own, ZERO_COUNT, out, 7);
        buckets(own, POSITIVE, out, 8);
        buckets(own, NEGATIVE, out, 9);
        real(own, MIN, out, 12);
        real(own, MAX, out, 13);
        real(own, ZERO_THRESHOLD, out, 14);
    }

    static void summary(Attributes own, ProtoBuffer out) {
        whole(own, COUNT, out, 4);
        real(own, SUM, out, 5);
        if (own.get(QUANTILES) instanceof List<?> quantiles) {
            quantiles.forEach(each -> {
                var shown = (Map<?, ?>) each;
                int quantile = out.open(6);
                out.float64(1, shown.get("quantile") instanceof Number q ? q.doubleValue() : 0);
                out.float64(2, shown.get("value") instanceof Number v ? v.doubleValue() : 0);
                out.close(quantile);
            });
        }
    }

    private static void buckets(Attributes own, Key key, ProtoBuffer out, int field) {
        if (own.get(key) instanceof Map<?, ?> shown) {
            int buckets = out.open(field);
            out.zigzag(1, shown.get("offset") instanceof Number offset ? offset.longValue() : 0);
            if (shown.get("buckets") instanceof List<?> counts) {
                int packed = out.open(2);
                counts.forEach(count -> out.varint(((Number) count).longValue()));
                out.close(packed);
            }
            out.close(buckets);
        }
    }

    private static void whole(Attributes own, Key key, ProtoBuffer out, int field) {
        if (own.get(key) instanceof Number number) {
            out.fixed64(field, number.longValue());
        }
    }

    private static void real(Attributes own, Key key, ProtoBuffer out, int field) {
        if (own.get(key) instanceof Number number) {
            out.float64(field, number.doubleValue());
        }
    }
}
