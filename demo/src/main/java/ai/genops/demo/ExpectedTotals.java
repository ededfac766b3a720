package ai.genops.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// How many calls of the two teams the history holds and what they cost, to the last digit, in US dollars. Computed
/// from the text of the two trace files and of the price table alone; it shares no code with the replay, so that the
/// two can be held against each other.
public record ExpectedTotals(SequencedMap<String, Total> byTeam) {

    /// What a team has.
    ///
    /// @param cost exact: it has as many digits as the sum needs
    public record Total(long calls, BigDecimal cost) {}

    /// Reads the files that come with this class.
    public static ExpectedTotals read() {
        var byTeam = new TreeMap<String, Total>();
        byTeam.put("support", total("trace/AzureLLMInferenceTrace_conv.csv", "openai,gpt-4-turbo,"));
        byTeam.put("dev-tools", total("trace/AzureLLMInferenceTrace_code.csv", "anthropic,claude-3-sonnet,"));
        return new ExpectedTotals(byTeam);
    }

    private static Total total(String trace, String model) {
        String[] price = lines("lookups/model_pricing.csv").stream()
                .filter(line -> line.startsWith(model))
                .findFirst()
                .orElseThrow()
                .split(",", -1);
        List<String> requests = lines(trace);
        long inputTokens = sum(requests, 1);
        long outputTokens = sum(requests, 2);
        var per1k = new BigDecimal(price[2])
                .multiply(BigDecimal.valueOf(inputTokens))
                .add(new BigDecimal(price[3]).multiply(BigDecimal.valueOf(outputTokens)));
        return new Total(requests.size(), per1k.movePointLeft(3).stripTrailingZeros());
    }

    private static long sum(List<String> lines, int column) {
        return lines.stream()
                .mapToLong(line -> Long.parseLong(line.split(",", -1)[column]))
                .sum();
    }

    /// Without the header.
    private static List<String> lines(String resource) {
        try (var in = Objects.requireNonNull(ExpectedTotals.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .filter(line -> !line.isBlank())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// One line: `{"dev-tools":{"calls":8819,"cost":57.868362},"support":…}`.
    public String toJson() {
        return byTeam.entrySet().stream()
                .map(team -> "\"" + team.getKey() + "\":{\"calls\":"
                        + team.getValue().calls() + ",\"cost\":"
                        + team.getValue().cost().toPlainString() + "}")
                .collect(Collectors.joining(",", "{", "}"));
    }
}
