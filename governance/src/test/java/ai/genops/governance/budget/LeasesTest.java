package ai.genops.governance.budget;

import static ai.genops.governance.budget.BudgetStoreContract.MINUTE;
import static ai.genops.governance.budget.BudgetStoreContract.budget;
import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.governance.budget.Outcome.Granted;
import ai.genops.governance.budget.Outcome.Refused;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LeasesTest {
    private final TestClock clock = new TestClock("2026-03-31T23:00:00Z");
    private final MemoryBudgetStore store = new MemoryBudgetStore(clock);
    private final AtomicLong keys = new AtomicLong();
    private final Budget budget = budget("b", "10");
    private final Leases leases = leases();

    @Test
    void callsReserveWithoutAskingTheStore() {
        for (int i = 0; i < 10; i++) {
            reserve("0.1").commit(new BigDecimal("0.05"));
        }
        assertThat(store.ledger("b")).hasSize(1);
        leases.close();
        assertThat(store.balance(budget).committed()).isEqualByComparingTo("0.5");
        assertThat(store.balance(budget).reserved()).isZero();
    }

    @Test
    void theLastOfABudgetIsUsable() {
        Leases other = leases();
        assertThat(other.reserve(request("0.5"))).isInstanceOf(Granted.class);
        for (int i = 0; i < 9; i++) {
            reserve("1").commit(BigDecimal.ONE);
        }
        assertThat(leases.reserve(request("0.5"))).isInstanceOf(Refused.class);
        other.close();
        assertThat(leases.reserve(request("0.6"))).isInstanceOf(Refused.class);
        other.tick();
        assertThat(store.balance(budget).reserved()).isEqualByComparingTo("1");
    }

    @Test
    void aSliceIsHeldWhileACallRuns() {
        Hold call = reserve("0.4");
        for (int i = 0; i < 20; i++) {
            clock.advance(Duration.ofSeconds(20));
            leases.tick();
        }
        assertThat(store.balance(budget).reserved()).isEqualByComparingTo("1");
        call.commit(new BigDecimal("0.3"));
        leases.tick();
        assertThat(store.balance(budget).reserved()).isZero();
        assertThat(store.balance(budget).committed()).isEqualByComparingTo("0.3");
    }

    @Test
    void aSliceDoesNotOutliveItsWindow() {
        clock.advance(Duration.ofMinutes(60).minusMillis(1));
        reserve("0.1").commit(new BigDecimal("0.1"));
        clock.advance(Duration.ofMillis(1));
        reserve("0.2").commit(new BigDecimal("0.2"));
        leases.close();
        assertThat(store.ledger("b"))
                .filteredOn(line -> line.kind() == Entry.Kind.COMMIT)
                .extracting(Entry::cell, Entry::committed)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(Instant.parse("2026-03-01T00:00:00Z"), 100_000_000L),
                        org.assertj.core.groups.Tuple.tuple(Instant.parse("2026-04-01T00:00:00Z"), 200_000_000L));
    }

    @Test
    void whatAProcessHeldThatDiedIsCharged() {
        reserve("0.1").commit(new BigDecimal("0.1"));
        clock.advance(MINUTE.multipliedBy(3));
        store.expire();
        assertThat(store.balance(budget).committed()).isEqualByComparingTo("1");
        // It was only paused.
        leases.tick();
        assertThat(store.balance(budget).committed()).isEqualByComparingTo("0.1");
    }

    @Test
    void aHoldIsSettledOnce() {
        Hold call = reserve("0.5");
        assertThat(call.commit(new BigDecimal("0.2")).repeated()).isFalse();
        assertThat(call.commit(new BigDecimal("0.3")).repeated()).isTrue();
        assertThat(call.release().repeated()).isTrue();
        assertThat(call.extend(MINUTE)).isFalse();
        leases.close();
        assertThat(store.balance(budget).committed()).isEqualByComparingTo("0.2");
    }

    @Test
    void aCallThatWasGivenBackAndCostSomethingIsCharged() {
        Hold call = reserve("0.5");
        call.release();
        leases.close();
        assertThat(call.commit(new BigDecimal("0.2")).late()).isTrue();
        assertThat(store.balance(budget).committed()).isEqualByComparingTo("0.2");
    }

    @Test
    void aCallThatCostMoreThanItsSliceIsChargedInFull() {
        reserve("1").commit(new BigDecimal("1.7"));
        assertThat(leases.reserve(request("0.1"))).isInstanceOf(Granted.class);
        leases.close();
        assertThat(store.balance(budget).committed()).isEqualByComparingTo("1.7");
    }

    @Test
    void thresholdsReachedBySlicesAreTold() {
        for (int i = 0; i < 5; i++) {
            reserve("1").commit(BigDecimal.ONE);
        }
        assertThat(leases.close()).extracting(Alert::percent).containsExactly(50);
        assertThat(leases.tick()).isEmpty();
    }

    private Hold reserve(String amount) {
        Outcome outcome = leases.reserve(request(amount));
        assertThat(outcome).isInstanceOf(Granted.class);
        return ((Granted) outcome).hold();
    }

    private Request request(String amount) {
        return Request.of(
                "call-" + keys.incrementAndGet(), BudgetSet.of(List.of(budget)), new BigDecimal(amount), MINUTE);
    }

    private Leases leases() {
        return new Leases(store, BigDecimal.ONE, MINUTE, () -> "slice-" + keys.incrementAndGet(), clock);
    }
}
