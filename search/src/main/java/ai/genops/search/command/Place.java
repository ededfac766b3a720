package ai.genops.search.command;

import ai.genops.search.plan.Type;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a database in MaxMind's layout says of one IP address, by the names that Splunk gives to it.
///
/// @param languages in which names are wanted, the best first; `code` stands for ISO codes. English is the last
record Place(Map<?, ?> record, List<String> languages) {
    private static final String CODE = "code";

    static List<String> fields(boolean all) {
        return all
                ? List.of("City", "Continent", "Country", "MetroCode", "Region", "Timezone", "lat", "lon")
                : List.of("City", "Country", "Region", "lat", "lon");
    }

    static Type type(String field) {
        return switch (field) {
            case "lat", "lon", "MetroCode" -> Type.NUMBER;
            default -> Type.TEXT;
        };
    }

    /// @param field one of [#fields]
    @Nullable
    String value(String field) {
        return switch (field) {
            case "City" -> named(record.get("city"));
            case "Continent" -> named(record.get("continent"));
            case "Country" -> named(record.get("country"));
            case "Region" ->
                record.get("subdivisions") instanceof List<?> parts && !parts.isEmpty()
                        ? named(parts.getFirst())
                        : null;
            case "MetroCode" -> text(record.get("location"), "metro_code");
            case "Timezone" -> text(record.get("location"), "time_zone");
            case "lat" -> text(record.get("location"), "latitude");
            case "lon" -> text(record.get("location"), "longitude");
            default -> throw new IllegalArgumentException(field);
        };
    }

    private @Nullable String named(@Nullable Object part) {
        return Stream.concat(languages.stream(), Stream.of("en"))
                .flatMap(language -> Stream.ofNullable(named(part, language)))
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String named(@Nullable Object part, String language) {
        if (language.equals(CODE)) {
            String code = text(part, "iso_code");
            return code == null ? text(part, CODE) : code;
        }
        return part instanceof Map<?, ?> map ? text(map.get("names"), language) : null;
    }

    private static @Nullable String text(@Nullable Object part, String key) {
        Object value = part instanceof Map<?, ?> map ? map.get(key) : null;
        return value == null ? null : value.toString();
    }
}
