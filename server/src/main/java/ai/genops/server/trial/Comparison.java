package ai.genops.server.trial;

import ai.genops.event.JsonBuffer;
import ai.genops.pipeline.config.Location;
import ai.genops.pipeline.config.Yaml;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Compares values with what a test expects. Numbers are equal if their decimals are, however written: `1.50` is `1.5`.
/// Of an object only the members that are expected are looked at; one that is expected to be null must be absent.
final class Comparison {
    private final List<Difference> differences = new ArrayList<>();
    private final List<String> ignore;

    Comparison(List<String> ignore) {
        this.ignore = ignore;
    }

    List<Difference> differences() {
        return differences.stream()
                .sorted(Comparator.comparingInt(
                                (Difference difference) -> difference.at().line())
                        .thenComparingInt(difference -> difference.at().column()))
                .toList();
    }

    void differs(Location at, String path, String expected, String actual) {
        differences.add(new Difference(at, path, expected, actual));
    }

    void compare(Yaml expected, @Nullable Object actual, String path) {
        switch (expected) {
            case Yaml.Mapping mapping when actual instanceof Map<?, ?> map -> members(mapping, map, path);
            case Yaml.Sequence list
            when actual instanceof List<?> values
                    && values.size() == list.items().size() -> {
                for (int i = 0; i < values.size(); i++) {
                    compare(list.items().get(i), values.get(i), path + "[" + i + "]");
                }
            }
            case Yaml.Scalar scalar when equal(scalar.value(), actual) -> {}
            default -> differs(expected.at(), path, json(YamlValues.of(expected)), actual == null ? "" : json(actual));
        }
    }

    private void members(Yaml.Mapping expected, Map<?, ?> actual, String path) {
        expected.members().forEach((name, member) -> {
            if (!ignore.contains(name)) {
                compare(member.value(), actual.get(name), path.endsWith(": ") ? path + name : path + "." + name);
            }
        });
    }

    private static boolean equal(@Nullable Object expected, @Nullable Object actual) {
        if (expected instanceof Number && actual instanceof Number) {
            return decimal(expected).compareTo(decimal(actual)) == 0;
        }
        return expected == null ? actual == null : expected.equals(actual);
    }

    private static BigDecimal decimal(Object number) {
        return new BigDecimal(number.toString());
    }

    static String json(@Nullable Object value) {
        return new JsonBuffer(64).value(value).toString();
    }
}
