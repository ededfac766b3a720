package ai.genops.server.alert;

import ai.genops.search.Result;
import ai.genops.search.Value;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A result as an alert sees it: its rows by what they are about, those for which the condition holds.
///
/// @param found in the order of their first rows
/// @param rows how many rows the result has
/// @param prints of all its rows
/// @param remark why there may be more than was seen; empty if there is not
record Findings(List<Finding> found, int rows, Set<String> prints, String remark) {
    /// Rows of a result at most.
    static final int MOST_ROWS = 10_000;
    /// Things to be told of at most, of one alert.
    static final int MOST_KEYS = 1000;

    /// @param seen prints of rows that count as not there
    /// @throws IllegalArgumentException if the rows lack a field that the alert tells them apart by
    static Findings of(AlertDefinition alert, Result result, Set<String> seen) {
        List<String> names = result.names();
        List<String> by = alert.throttle().by();
        if (!result.rows().isEmpty() && !names.containsAll(by)) {
            throw new IllegalArgumentException("its rows have no field "
                    + by.stream().filter(name -> !names.contains(name)).collect(Collectors.joining(", "))
                    + ", which `throttle` names; they have " + String.join(", ", names));
        }
        Map<String, List<Map<String, String>>> groups = new LinkedHashMap<>();
        Set<String> prints = new LinkedHashSet<>();
        for (Result.Row row : result.rows()) {
            Map<String, String> values = values(result, row);
            String print = print(values);
            prints.add(print);
            if (!seen.contains(print)) {
                String key = by.stream()
                        .map(name -> values.getOrDefault(name, ""))
                        .collect(Collectors.joining(" / "))
                        .strip();
                groups.computeIfAbsent(key, _ -> new ArrayList<>()).add(values);
            }
        }
        if (by.isEmpty() && groups.isEmpty()) {
            groups.put("", List.of());
        }
        return new Findings(holding(alert, groups), result.rows().size(), prints, remark(result, groups.size()));
    }

    private static List<Finding> holding(AlertDefinition alert, Map<String, List<Map<String, String>>> groups) {
        List<Finding> found = new ArrayList<>();
        groups.forEach((key, rows) -> {
            if (found.size() < MOST_KEYS && alert.trigger().holds(rows.size())) {
                Map<String, String> first = rows.isEmpty() ? Map.of() : rows.getFirst();
                found.add(new Finding(key, rows.size(), first, print(first)));
            }
        });
        return List.copyOf(found);
    }

    private static String remark(Result result, int groups) {
        if (result.truncated()) {
            return "more than %,d rows; the others were not seen".formatted(MOST_ROWS);
        }
        return groups > MOST_KEYS ? "more than %,d things found; the others are not told".formatted(MOST_KEYS) : "";
    }

    private static Map<String, String> values(Result result, Result.Row row) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < result.fields().size(); i++) {
            Value value = row.values().get(i);
            if (value != null) {
                values.put(
                        result.fields().get(i).name(),
                        text(value, result.fields().get(i).time()));
            }
        }
        return values;
    }

    private static String text(@Nullable Value value, boolean time) {
        if (time && value instanceof Value.Num(var seconds)) {
            return Instant.ofEpochMilli(seconds.movePointRight(3).longValue()).toString();
        }
        return value == null ? "" : value.display();
    }

    private static String print(Map<String, String> row) {
        try {
            byte[] text = row.toString().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text), 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
