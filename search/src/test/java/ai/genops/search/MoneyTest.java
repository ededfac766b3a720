package ai.genops.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// `sum` is the decimal sum of what the numbers say, not of what doubles make of them.
class MoneyTest {
    private static final String SUM = "index=genops_ai | stats sum(genops.cost.total) as t";

    @Test
    void aThousandRandomCostsAddUpExactly() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        var costs = IntStream.range(0, 1_000).mapToObj(_ -> cost(random)).toList();
        BigDecimal expected = costs.stream().map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(sum(costs.toArray(String[]::new))).as("seed %d", seed).isEqualTo(plain(expected));
    }

    /// Prices per token as they occur, and numbers with as many digits as a double has.
    private static String cost(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> BigDecimal.valueOf(random.nextInt(100_000), 6).toPlainString();
            case 1 -> BigDecimal.valueOf(random.nextInt(1_000), 9).toPlainString();
            case 2 -> BigDecimal.valueOf(random.nextLong(999_999_999_999L), 4).toPlainString();
            default -> Double.toString(random.nextInt(1_000) + 0.000_000_1 * random.nextInt(10_000_000));
        };
    }

    @Test
    void noFloatNoiseShows() {
        assertThat(sum("0.1", "0.2")).isEqualTo("0.3");
        assertThat(sum("1e-7", "1e-7")).isEqualTo("0.0000002");
    }

    @Test
    void numbersInTextCountAndOtherTextDoesNot() {
        assertThat(sum("\"0.25\"", "\"free\"", "1", "true")).isEqualTo("2.25");
    }

    @Test
    void valuesTooLargeForTheDecimalAddAsDoubles() {
        assertThat(sum("1e30", "1")).isEqualTo("1" + "0".repeat(30));
        assertThat(sum("99999999999999999999", "99999999999999999999")).isEqualTo("2" + "0".repeat(20));
    }

    @Test
    void sumsOfSumsStayExact() {
        try (var lake = lake("0.1", "0.2", "0.3", "12345.678901234")) {
            String spl = "index=genops_ai | stats sum(genops.cost.total) as t by n | stats sum(t) as t count";
            assertThat(lake.json(spl)).isEqualTo("{\"t\":12346.278901234,\"count\":4}\n");
        }
    }

    @Test
    void averagesDoNotDependOnTheOrderOfAddition() {
        try (var lake = lake("0.1", "0.2", "0.3", "0.4")) {
            assertThat(lake.json("index=genops_ai | stats avg(genops.cost.total) as a"))
                    .isEqualTo("{\"a\":0.25}\n");
        }
    }

    @Test
    void nothingToAddIsNoValueRatherThanZero() {
        assertThat(sum("\"free\"")).isEqualTo("none");
    }

    private static String sum(String... costs) {
        try (var lake = lake(costs)) {
            Value value = lake.run(SUM).rows().getFirst().values().getFirst();
            return value == null ? "none" : value.display();
        }
    }

    private static TestLake lake(String... costs) {
        String events = IntStream.range(0, costs.length)
                .mapToObj(i -> "{\"_time\": \"2026-03-10T08:00:00\", \"fields\": {\"genops.cost.total\": " + costs[i]
                        + ", \"n\": " + i + "}}")
                .collect(Collectors.joining(",", "[", "]"));
        return new TestLake().add("genops_ai", events);
    }

    private static String plain(BigDecimal number) {
        return new Value.Num(number).display();
    }
}
