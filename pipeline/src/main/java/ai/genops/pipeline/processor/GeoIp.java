package ai.genops.pipeline.processor;

import ai.genops.event.Event;
import ai.genops.pipeline.lookup.GeoSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Sets fields from what a MaxMind database says of an IP address, or their defaults if it says nothing.
record GeoIp(GeoSource database, Value address, List<Output> outputs) implements Processor {
    /// The field at `slot` gets what stands in the record at `path`; if nothing, `otherwise` if that is not null.
    record Output(int slot, List<String> path, @Nullable Object otherwise) {}

    @Override
    public Verdict apply(Event event) {
        Map<?, ?> found = address.of(event) instanceof String text ? database.find(text) : null;
        for (Output output : outputs) {
            Object value = found == null ? null : at(found, output.path);
            if (value != null || output.otherwise != null) {
                event.field(output.slot, value != null ? value : output.otherwise);
            }
        }
        return Verdict.KEEP;
    }

    private static @Nullable Object at(Map<?, ?> record, List<String> path) {
        Object value = record;
        for (String step : path) {
            value = switch (value) {
                case Map<?, ?> map -> map.get(step);
                case List<?> list -> isPlace(step, list) ? list.get(step.charAt(0) - '0') : null;
                case null, default -> null;
            };
        }
        return plain(value);
    }

    private static Map<String, @Nullable Object> whole(Map<?, ?> map) {
        Map<String, @Nullable Object> whole = LinkedHashMap.newLinkedHashMap(map.size());
        map.forEach((name, value) -> whole.put(String.valueOf(name), plain(value)));
        return whole;
    }

    private static List<@Nullable Object> whole(List<?> list) {
        List<@Nullable Object> whole = new ArrayList<>(list.size());
        list.forEach(value -> whole.add(plain(value)));
        return whole;
    }

    private static @Nullable Object plain(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case String text -> text;
            case Boolean truth -> truth;
            case Double number -> number;
            case Float number -> Double.valueOf(number);
            case Number number -> number.longValue();
            case Map<?, ?> map -> whole(map);
            case List<?> list -> whole(list);
            default -> null;
        };
    }

    private static boolean isPlace(String step, List<?> list) {
        return step.length() == 1 && step.charAt(0) >= '0' && step.charAt(0) - '0' < list.size();
    }
}
