package ai.genops.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Calls that cost something, and what they add up to by `BigDecimal` alone.
final class Spending {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private Spending() {}

    /// A span, whose cost is sent as a number or as a text.
    record Call(int number, String team, BigDecimal cost, boolean asText, long timeMillis) {
        private String span() {
            String value = asText ? "{\"stringValue\":\"%s\"}" : "{\"doubleValue\":%s}";
            return """
                    {"traceId":"%032x","spanId":"%016x","name":"call-%d","startTimeUnixNano":"%d","endTimeUnixNano":"%d",
                    "attributes":[{"key":"genops.team","value":{"stringValue":"%s"}},{"key":"genops.cost.total","value":%s}]}""".formatted(
                            number + 1,
                            number + 1,
                            number,
                            timeMillis * 1_000_000,
                            timeMillis * 1_000_000 + 5,
                            team,
                            value.formatted(cost.toPlainString()));
        }
    }

    /// Of three teams, in the last seconds.
    static List<Call> calls(Random random, int count) {
        long now = System.currentTimeMillis();
        List<Call> calls = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            var cost = BigDecimal.valueOf(random.nextInt(1_000_000), 3 + random.nextInt(7));
            calls.add(new Call(i, "team-" + random.nextInt(3), cost, random.nextBoolean(), now - random.nextInt(4000)));
        }
        return calls;
    }

    /// A request of OTLP as JSON, of two resources.
    static String request(List<Call> calls, Random random) {
        int split = random.nextInt(calls.size() + 1);
        return "{\"resourceSpans\":[" + resource(calls.subList(0, split)) + ","
                + resource(calls.subList(split, calls.size())) + "]}";
    }

    private static String resource(List<Call> calls) {
        return calls.stream().map(Call::span).collect(Collectors.joining(",", "{\"scopeSpans\":[{\"spans\":[", "]}]}"));
    }

    static Map<String, BigDecimal> totals(List<Call> calls) {
        Map<String, BigDecimal> totals = new TreeMap<>();
        calls.forEach(call -> totals.merge(call.team(), call.cost(), BigDecimal::add));
        return totals;
    }

    static Map<String, String> plain(Map<String, BigDecimal> totals) {
        Map<String, String> plain = new TreeMap<>();
        totals.forEach(
                (team, total) -> plain.put(team, total.stripTrailingZeros().toPlainString()));
        return plain;
    }

    static Set<String> above(Map<String, BigDecimal> totals, BigDecimal limit) {
        Set<String> above = new TreeSet<>();
        totals.forEach((team, total) -> {
            if (total.compareTo(limit) >= 0) {
                above.add(team);
            }
        });
        return above;
    }

    /// The events of lines, those that were delivered again left out: only what is the same to the last byte.
    static List<JsonNode> once(List<String> lines) {
        return new LinkedHashSet<>(lines).stream().map(Spending::read).toList();
    }

    private static JsonNode read(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
