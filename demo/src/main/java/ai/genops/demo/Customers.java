package ai.genops.demo;

import java.math.BigDecimal;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The customers of the table `customer_budgets`, and which of them makes a call.
final class Customers {
    /// How many of 100 calls a customer makes. The free tier makes enough to spend its budget within the hour.
    private static final Map<String, Integer> SHARES =
            new TreeMap<>(Map.of("enterprise-123", 35, "enterprise-456", 28, "startup-789", 21, "free-tier-001", 16));

    private final Map<String, BigDecimal> budgets = Csv.rows("lookups/customer_budgets.csv").stream()
            .collect(Collectors.toMap(
                    row -> row.getField("customer_id"), row -> new BigDecimal(row.getField("budget_limit"))));

    Customers() {
        if (!budgets.keySet().equals(SHARES.keySet())) {
            throw new IllegalStateException(
                    "customer_budgets has " + budgets.keySet() + ", the demo expects " + SHARES.keySet());
        }
    }

    String pick(SplittableRandom random) {
        int ticket = random.nextInt(100);
        for (var share : SHARES.entrySet()) {
            ticket -= share.getValue();
            if (ticket < 0) {
                return share.getKey();
            }
        }
        throw new IllegalStateException("the shares do not add up to 100");
    }

    /// In US dollars.
    BigDecimal budget(String customer) {
        BigDecimal budget = budgets.get(customer);
        if (budget == null) {
            throw new IllegalArgumentException("unknown customer " + customer);
        }
        return budget;
    }
}
