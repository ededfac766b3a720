package ai.genops.governance.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryBudgetStoreTest extends BudgetStoreContract {
    @Override
    protected BudgetStore store(TestClock clock) {
        return new MemoryBudgetStore(clock);
    }

    @Test
    void oldLinesOfTheLedgerAreCarriedForward() {
        var store = new MemoryBudgetStore(new TestClock("2026-03-12T12:00:00Z"), 10, 100, line -> {});
        Budget budget = budget("b", "1000");
        for (int i = 0; i < 100; i++) {
            store.reserve(Request.of("" + i, BudgetSet.of(List.of(budget)), BigDecimal.ONE, MINUTE));
            store.commit("" + i, BigDecimal.ONE);
        }
        assertThat(store.ledger("b")).hasSize(11);
        assertThat(store.ledger("b").get(0).kind()).isEqualTo(Entry.Kind.CARRIED);
        addsUp(store, budget);
    }

    @Test
    void whatIsSettledAndForgottenIsStillChargedLate() {
        var store = new MemoryBudgetStore(new TestClock("2026-03-12T12:00:00Z"), 1);
        Budget budget = budget("b", "1000");
        var set = BudgetSet.of(List.of(budget));
        Hold early = ((Outcome.Granted) store.reserve(Request.of("early", set, BigDecimal.ONE, MINUTE))).hold();
        early.release();
        store.reserve(Request.of("later", set, BigDecimal.ONE, MINUTE));
        store.commit("later", BigDecimal.ONE);
        early.commit(BigDecimal.TEN);
        assertThat(store.balance(budget).committed()).isEqualByComparingTo("11");
        assertThat(store.balance(budget).reserved()).isZero();
        addsUp(store, budget);
    }
}
