package ai.genops.governance.budget;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.governance.budget.Budget.Excess;
import ai.genops.governance.budget.Request.Abandoned;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Does the same to a store and to the {@link ModelStore}; a seed is what is done. */
public final class ModelCheck {
    private static final List<Budget> BUDGETS = List.of(
            Budget.of("all", Map.of(), "USD", new BigDecimal("20"), new Window.Lifetime(), Excess.DENY),
            Budget.of(
                    "day",
                    Map.of(),
                    "USD",
                    new BigDecimal("5"),
                    new Window.Calendar(Window.Calendar.Unit.DAY, ZoneId.of("Europe/Berlin")),
                    Excess.THROTTLE),
            Budget.of(
                    "roll",
                    Map.of(),
                    "USD",
                    new BigDecimal("3"),
                    new Window.Rolling(Duration.ofHours(6), 12),
                    Excess.DENY),
            Budget.of("soft", Map.of(), "USD", BigDecimal.ONE, new Window.Lifetime(), Excess.WARN));

    private final BudgetStore store;
    private final TestClock clock;
    private final long seed;
    private final Random random;
    private final ModelStore model = new ModelStore();
    private final List<String> done = new ArrayList<>();

    public ModelCheck(BudgetStore store, TestClock clock, long seed) {
        this.store = store;
        this.clock = clock;
        this.seed = seed;
        this.random = new Random(seed);
    }

    public void run(int steps) {
        for (int i = 0; i < steps; i++) {
            step();
            if (i % 10 == 0) {
                balances();
            }
        }
        balances();
    }

    private void step() {
        String key = "k" + random.nextInt(40);
        switch (random.nextInt(8)) {
            case 0, 1, 2 -> {
                Request request = request(key);
                same("reserve " + request, described(store.reserve(request)), model.reserve(request, clock.instant()));
            }
            case 3, 4 -> {
                BigDecimal actual = amount();
                same(
                        "commit " + key + " " + actual,
                        store.commit(key, actual),
                        model.commit(key, actual, clock.instant()));
            }
            case 5 -> same("release " + key, store.release(key), model.release(key, clock.instant()));
            case 6 -> {
                BigDecimal actual = amount();
                same("correct " + key, store.correct(key, actual), model.correct(key, actual, clock.instant()));
            }
            default -> {
                clock.advance(Duration.ofMinutes(random.nextInt(90)));
                Duration lease = Duration.ofMinutes(1 + random.nextInt(120));
                same(
                        "extend " + key,
                        String.valueOf(store.extend(key, lease)),
                        String.valueOf(model.extend(key, lease, clock.instant())));
            }
        }
    }

    private void same(String what, @Nullable Settlement real, String expected) {
        same(what, real == null ? "null" : real.state().name(), expected);
    }

    private void same(String what, String real, String expected) {
        done.add(clock.instant() + " " + what + " -> " + expected);
        assertThat(real).as("seed %d, after%n%s", seed, String.join("\n", done)).isEqualTo(expected);
    }

    private void balances() {
        store.expire();
        model.expire(clock.instant());
        for (Budget budget : BUDGETS) {
            Balance balance = store.balance(budget);
            assertThat(balance.committed().add(balance.reserved()))
                    .as("seed %d, %s, after%n%s", seed, budget.name(), String.join("\n", done))
                    .isEqualByComparingTo(model.taken(budget, clock.instant()));
        }
    }

    private Request request(String key) {
        List<Budget> chosen = new ArrayList<>();
        for (Budget budget : BUDGETS) {
            if (random.nextInt(3) > 0) {
                chosen.add(budget);
            }
        }
        return new Request(
                key,
                BudgetSet.of(chosen),
                Nanos.of(amount()),
                Duration.ofMinutes(1 + random.nextInt(120)),
                random.nextBoolean() ? Abandoned.RETURNS : Abandoned.IS_CHARGED,
                random.nextInt(10) > 0);
    }

    private BigDecimal amount() {
        return BigDecimal.valueOf(random.nextInt(20_000), 4);
    }

    private static String described(Outcome outcome) {
        return outcome instanceof Outcome.Granted
                ? "Granted"
                : outcome.getClass().getSimpleName();
    }
}
