package ai.genops.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
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

    /// Of money exactly the mean; of any numbers one that is as near as a double can be.
    @Test
    void averagesAreThoseOfTheDecimals() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int round = 0; round < 20; round++) {
            boolean money = round % 2 == 0;
            var costs = IntStream.range(0, 1 + random.nextInt(50))
                    .mapToObj(_ -> money ? billionths(random) : any(random))
                    .toList();
            BigDecimal sum = costs.stream().map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
            double expected = sum.doubleValue() / costs.size();
            double found = mean(costs);
            double most = costs.stream()
                    .mapToDouble(Double::parseDouble)
                    .map(Math::abs)
                    .max()
                    .orElseThrow();
            assertThat(found)
                    .as("seed %d of %s", seed, costs)
                    .isCloseTo(expected, within(money ? 0 : Math.max(Math.ulp(most), 1e-18)));
        }
    }

    private static String billionths(Random random) {
        return BigDecimal.valueOf(random.nextLong(1_000_000_000_000_000L), 9).toPlainString();
    }

    /// A computed number: as many digits as a double has, of either sign, from tiny to large.
    private static String any(Random random) {
        return Double.toString(random.nextGaussian() * Math.pow(10, random.nextInt(18) - 9));
    }

    @Test
    void averagesOfComputedNumbersDoNotDependOnTheirOrder() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        List<String> costs = new ArrayList<>(
                IntStream.range(0, 2_000).mapToObj(_ -> any(random)).toList());
        double mean = mean(costs);
        for (int i = 0; i < 3; i++) {
            Collections.shuffle(costs, random);
            assertThat(mean(costs)).as("seed %d", seed).isEqualTo(mean);
        }
    }

    @Test
    void averagesTakeWhatIsTooLargeForBillionths() {
        assertThat(mean(List.of("1e30", "1e30"))).isEqualTo(1e30);
        assertThat(mean(List.of("9223372036.854776", "1", "-9223372036.854776")))
                .isEqualTo(1 / 3.0);
        assertThat(mean(List.of("1e15", "0.5"))).isEqualTo(500000000000000.25);
    }

    private static double mean(List<String> costs) {
        try (var lake = lake(costs.toArray(String[]::new))) {
            Value value = lake.run("index=genops_ai | stats avg(genops.cost.total) as a")
                    .rows()
                    .getFirst()
                    .values()
                    .getFirst();
            return Double.parseDouble(Objects.requireNonNull(value).display());
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
