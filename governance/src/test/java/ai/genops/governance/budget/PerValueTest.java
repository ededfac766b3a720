package ai.genops.governance.budget;

import static ai.genops.governance.budget.BudgetStoreContract.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.genops.governance.budget.Budget.Excess;
import ai.genops.governance.budget.Outcome.Granted;
import ai.genops.governance.budget.Outcome.Refused;
import ai.genops.governance.budget.Outcome.Unavailable;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PerValueTest {
    private final TestClock clock = new TestClock("2026-03-12T12:00:00Z");
    private final Budget each = Budget.of(
            "customers",
            Map.of(),
            "USD",
            new BigDecimal("1"),
            new Window.Calendar(Window.Calendar.Unit.DAY, ZoneOffset.UTC),
            Excess.DENY);

    private static Outcome spend(Budgets budgets, int number, String customer, String amount) {
        Outcome outcome = budgets.reserve("" + number, Map.of("customer_id", customer), "USD", new BigDecimal(amount));
        if (outcome instanceof Granted granted) {
            granted.hold().commit(new BigDecimal(amount));
        }
        return outcome;
    }

    @Test
    void eachValueHasABudgetOfItsOwn() {
        Budgets budgets = Budgets.direct(
                List.of(each.per("customer_id")), new MemoryBudgetStore(clock), MINUTE, new Outage.FailClosed());
        assertThat(spend(budgets, 1, "a", "1")).isInstanceOf(Granted.class);
        assertThat(spend(budgets, 2, "b", "1")).isInstanceOf(Granted.class);
        assertThat(spend(budgets, 3, "a", "0.01"))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.budget().name()).isEqualTo("customers{customer_id=a}"));
        assertThat(budgets.covering(Map.of("team", "x"), "USD")).isEmpty();
    }

    @Test
    void noValueCanPassForAnother() {
        PerValue rule = each.per("team", "customer_id");
        String one = name(rule, Map.of("customer_id", "a,team=b", "team", "c"));
        String other = name(rule, Map.of("customer_id", "a", "team", "b,team=c"));
        assertThat(one).isNotEqualTo(other);
        String longOne = name(rule, Map.of("customer_id", "x".repeat(300), "team", "1"));
        assertThat(longOne)
                .hasSizeLessThanOrEqualTo(200)
                .isNotEqualTo(name(rule, Map.of("customer_id", "x".repeat(300), "team", "2")));
    }

    private static String name(PerValue rule, Map<String, String> attribution) {
        Budget budget = rule.of(attribution);
        assertThat(budget).isNotNull();
        return budget == null ? "" : budget.name();
    }

    @Test
    void whatDoesNotCountAnyMoreIsForgottenAndThereIsABound() {
        MemoryBudgetStore store = new MemoryBudgetStore(clock, 100, 10, line -> {});
        Budgets budgets = Budgets.direct(List.of(each.per("customer_id")), store, MINUTE, new Outage.FailClosed());
        for (int i = 0; i < 10; i++) {
            assertThat(spend(budgets, i, "today-" + i, "1")).isInstanceOf(Granted.class);
        }
        assertThat(spend(budgets, 11, "one-more", "1")).isInstanceOf(Unavailable.class);
        clock.advance(java.time.Duration.ofDays(1));
        assertThat(spend(budgets, 12, "tomorrow", "1")).isInstanceOf(Granted.class);
    }

    @Test
    void aRuleWithoutAttributionIsRefused() {
        assertThatThrownBy(() -> each.per()).hasMessageContaining("budget `customers`: `per` must name attribution");
    }

    @Test
    void whatRunsAllTheSameIsChargedBeyondTheCap() {
        MemoryBudgetStore store = new MemoryBudgetStore(clock);
        Budgets budgets = Budgets.direct(List.of(each), store, MINUTE, new Outage.FailClosed());
        Hold hold = budgets.charge("1", Map.of(), "USD", new BigDecimal("5")).hold();
        assertThat(store.balance(each).remaining()).isEqualByComparingTo("-4");
        hold.commit(new BigDecimal("2"));
        assertThat(store.balance(each).committed()).isEqualByComparingTo("2");
    }

    @Test
    void whatRunsWhileTheBooksAreDownIsChargedLater() {
        FailingStore store = new FailingStore(new MemoryBudgetStore(clock));
        Budgets budgets = Budgets.direct(List.of(each), store, MINUTE, new Outage.FailClosed());
        store.isDown = true;
        budgets.charge("1", Map.of(), "USD", new BigDecimal("5")).hold().commit(new BigDecimal("2"));
        assertThat(budgets.balance(each)).isNull();
        store.isDown = false;
        budgets.tick();
        assertThat(store.balance(each).committed()).isEqualByComparingTo("2");
    }
}
