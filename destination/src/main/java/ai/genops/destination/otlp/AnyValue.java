package ai.genops.destination.otlp;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes values as `AnyValue` and `KeyValue` (opentelemetry/proto/common/v1/common.proto).
final class AnyValue {
    private AnyValue() {}

    static void member(ProtoBuffer out, int field, String key, @Nullable Object value) {
        int member = out.open(field);
        out.text(1, key);
        write(out, 2, value);
        out.close(member);
    }

    /// Every kind of value keeps its kind, also where it is the kind's zero; null is a value of no kind.
    static void write(ProtoBuffer out, int field, @Nullable Object value) {
        int any = out.open(field);
        switch (value) {
            case null -> {}
            case String text -> out.bytes(1, text.getBytes(StandardCharsets.UTF_8));
            case Boolean flag -> out.varint(2, flag ? 1 : 0);
            case Long number -> out.varint(3, number);
            case Integer number -> out.varint(3, number);
            case Number number -> out.float64(4, number.doubleValue());
            case List<?> list -> list(out, list);
            case Map<?, ?> map -> map(out, map);
            case byte[] binary -> out.bytes(7, binary);
            default -> out.bytes(1, value.toString().getBytes(StandardCharsets.UTF_8));
        }
        out.close(any);
    }

    private static void list(ProtoBuffer out, List<?> list) {
        int values = out.open(5);
        list.forEach(value -> write(out, 1, value));
        out.close(values);
    }

    private static void map(ProtoBuffer out, Map<?, ?> map) {
        int values = out.open(6);
        map.forEach((key, value) -> member(out, 1, String.valueOf(key), value));
        out.close(values);
    }
}
