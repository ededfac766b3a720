package ai.genops.governance.budget;

import static ai.genops.governance.budget.BudgetStoreContract.MINUTE;
import static ai.genops.governance.budget.BudgetStoreContract.MONTH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.genops.governance.budget.Budget.Excess;
import ai.genops.governance.budget.Outcome.Granted;
import ai.genops.governance.budget.Outcome.Refused;
import ai.genops.governance.budget.Outcome.Unavailable;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BudgetsTest {
    private final TestClock clock = new TestClock("2026-03-12T12:00:00Z");
    private final FailingStore store = new FailingStore(new MemoryBudgetStore(clock));
    private final Budget team = budget("team", Map.of("team", "search"), "10");
    private final Budget customer = budget("customer", Map.of("team", "search", "customer_id", "acme"), "2");
    private final List<Budget> all = List.of(team, customer);

    @Test
    void aCallIsChargedToEveryBudgetThatCoversIt() {
        Budgets budgets = Budgets.direct(all, store, MINUTE, new Outage.FailClosed());
        assertThat(budgets.covering(Map.of("team", "search", "user_id", "7"), "USD"))
                .containsExactly(team);
        assertThat(budgets.covering(Map.of("team", "search"), "tokens")).isEmpty();
        assertThat(budgets.covering(Map.of("customer_id", "acme"), "USD")).isEmpty();
        assertThat(budgets.reserve("1", acme(), "USD", new BigDecimal("3")))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.budget()).isEqualTo(customer));
        assertThat(budgets.reserve("1", Map.of("team", "search"), "USD", new BigDecimal("3")))
                .isInstanceOf(Granted.class);
    }

    @Test
    void whatIsSaidAsNothingIsNotWhatIsNotSaid() {
        Budget nobody = budget("nobody", Map.of("customer_id", ""), "1");
        Budgets budgets = Budgets.direct(List.of(nobody, team), store, MINUTE, new Outage.FailClosed());
        for (int i = 0; i < 2; i++) {
            assertThat(budgets.covering(Map.of(), "USD")).isEmpty();
            assertThat(budgets.covering(Map.of("customer_id", ""), "USD")).containsExactly(nobody);
            assertThat(budgets.covering(Map.of("customer_id", "", "team", "search"), "USD"))
                    .containsExactly(nobody, team);
            assertThat(budgets.covering(Map.of("team", "search"), "USD")).containsExactly(team);
        }
    }

    @Test
    void moreKindsOfCallsThanAreRememberedAreFoundAllTheSame() {
        Budgets budgets = Budgets.direct(all, store, MINUTE, new Outage.FailClosed());
        for (int i = 0; i < 12_000; i++) {
            assertThat(budgets.covering(Map.of("team", "t" + i), "USD")).isEmpty();
        }
        assertThat(budgets.covering(acme(), "USD")).containsExactly(customer, team);
    }

    @Test
    void aCallWithoutABudgetRuns() {
        Budgets budgets = Budgets.direct(all, store, MINUTE, new Outage.FailClosed());
        Outcome outcome = budgets.reserve("1", Map.of("team", "ads"), "USD", BigDecimal.TEN);
        assertThat(((Granted) outcome).hold().commit(BigDecimal.ONE).charged()).isEqualByComparingTo("1");
    }

    /// As a batch is, whose results are read a day later by who knows its name alone.
    @Test
    void whatIsKeptUnderAKeyIsSettledOnceByWhoeverKnowsIt() {
        Budgets here = Budgets.direct(all, store, MINUTE, new Outage.FailClosed());
        Budgets there = Budgets.direct(List.of(), store, MINUTE, new Outage.FailClosed());
        here.keep("batch", here.covering(Map.of("team", "search"), "USD"), new BigDecimal("3"));
        clock.advance(Duration.ofDays(6));
        assertThat(store.balance(team).reserved()).isEqualByComparingTo("3");
        BudgetSet nothing = there.covering(Map.of(), "USD");
        assertThat(there.kept("batch", nothing).commit(BigDecimal.ONE).repeated())
                .isFalse();
        assertThat(there.kept("batch", nothing).commit(BigDecimal.TEN).repeated())
                .isTrue();
        assertThat(store.balance(team).committed()).isEqualByComparingTo("1");
        assertThat(store.balance(team).reserved()).isZero();
    }

    @Test
    void whatNobodySettlesIsChargedAfterSevenDaysUntilSomebodyDoes() {
        Budgets budgets = Budgets.direct(all, store, MINUTE, new Outage.FailClosed());
        BudgetSet covering = budgets.covering(Map.of("team", "search"), "USD");
        budgets.keep("batch", covering, new BigDecimal("3"));
        clock.advance(Duration.ofDays(7));
        budgets.tick();
        assertThat(store.balance(team).committed()).isEqualByComparingTo("3");
        assertThat(budgets.kept("batch", covering).commit(BigDecimal.ONE).late())
                .isTrue();
        assertThat(store.balance(team).committed()).isEqualByComparingTo("1");
    }

    @Test
    void whatTheBooksDoNotKnowIsChargedToWhoSettlesIt() {
        Budgets budgets = Budgets.direct(all, store, MINUTE, new Outage.FailClosed());
        budgets.kept("batch", budgets.covering(Map.of("team", "search"), "USD")).commit(BigDecimal.ONE);
        assertThat(store.balance(team).committed()).isEqualByComparingTo("1");
        assertThat(budgets.kept("other", budgets.covering(Map.of(), "USD"))
                        .commit(BigDecimal.ONE)
                        .chargedNanos())
                .isZero();
        store.isDown = true;
        budgets.kept("third", budgets.covering(Map.of("team", "search"), "USD")).commit(BigDecimal.ONE);
        store.isDown = false;
        budgets.tick();
        assertThat(store.balance(team).committed()).isEqualByComparingTo("2");
    }

    @Test
    void withoutItsBooksNothingRuns() {
        Budgets budgets = Budgets.direct(all, store, MINUTE, new Outage.FailClosed());
        store.isDown = true;
        assertThat(budgets.reserve("1", acme(), "USD", BigDecimal.ONE))
                .isEqualTo(new Unavailable("the test's store is down"));
    }

    @Test
    void anAllowanceIsChargedWhenTheBooksAreBack() {
        Budgets budgets = Budgets.direct(all, store, MINUTE, new Outage.Allowance(new BigDecimal("1.5")));
        store.isDown = true;
        Outcome first = budgets.reserve("1", acme(), "USD", BigDecimal.ONE);
        assertThat(budgets.reserve("2", acme(), "USD", BigDecimal.ONE)).isInstanceOf(Unavailable.class);
        ((Granted) first).hold().commit(new BigDecimal("0.8"));
        ((Granted) first).hold().commit(new BigDecimal("0.8"));
        budgets.tick();
        assertThat(budgets.untold()).isEqualTo(1);
        store.isDown = false;
        budgets.tick();
        assertThat(budgets.untold()).isZero();
        assertThat(store.balance(customer).committed()).isEqualByComparingTo("0.8");
        store.isDown = true;
        assertThat(budgets.reserve("3", acme(), "USD", new BigDecimal("1.5"))).isInstanceOf(Granted.class);
    }

    @Test
    void whatWasSpentWhenTheBooksWentAwayIsToldLater() {
        Budgets budgets = Budgets.direct(all, store, MINUTE, new Outage.FailClosed());
        Outcome outcome = budgets.reserve("1", acme(), "USD", BigDecimal.ONE);
        store.isDown = true;
        ((Granted) outcome).hold().commit(BigDecimal.ONE);
        clock.advance(MINUTE);
        store.isDown = false;
        assertThat(budgets.tick()).extracting(Alert::percent).containsExactly(50);
        assertThat(store.balance(team).committed()).isEqualByComparingTo("1");
    }

    @Test
    void namesAreUnique() {
        assertThatThrownBy(() -> Budgets.direct(List.of(team, team), store, MINUTE, new Outage.FailClosed()))
                .hasMessage("there are two budgets named `team`");
    }

    private static Map<String, String> acme() {
        return Map.of("team", "search", "customer_id", "acme", "request", "17");
    }

    private static Budget budget(String name, Map<String, String> scope, String cap) {
        return Budget.of(name, scope, "USD", new BigDecimal(cap), MONTH, Excess.DENY);
    }
}
