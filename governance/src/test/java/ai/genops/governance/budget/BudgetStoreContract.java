package ai.genops.governance.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.genops.governance.budget.Budget.Excess;
import ai.genops.governance.budget.Outcome.Conflict;
import ai.genops.governance.budget.Outcome.Granted;
import ai.genops.governance.budget.Outcome.Refused;
import ai.genops.governance.budget.Request.Abandoned;
import ai.genops.governance.budget.Settlement.State;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What every store does. */
public abstract class BudgetStoreContract {
    protected static final Duration MINUTE = Duration.ofMinutes(1);
    static final Window MONTH = new Window.Calendar(Window.Calendar.Unit.MONTH, ZoneId.of("UTC"));

    private final TestClock clock = new TestClock("2026-03-12T12:00:00Z");
    private final BudgetStore store = store(clock);

    /** An empty one whose clock is this. */
    protected abstract BudgetStore store(TestClock clock);

    @Test
    void whatIsReservedCannotBeReservedAgain() {
        Budget budget = budget("b", "10");
        assertThat(reserve("1", "6", budget)).isInstanceOf(Granted.class);
        assertThat(reserve("2", "4.000000001", budget))
                .isEqualTo(new Refused(budget, new BigDecimal("4.000000000"), Instant.parse("2026-04-01T00:00:00Z")));
        assertThat(reserve("3", "4", budget)).isInstanceOf(Granted.class);
        assertThat(store.balance(budget).remaining()).isZero();
    }

    @Test
    void nothingIsReservedAnywhereIfOneBudgetRefuses() {
        Budget large = budget("a", "100");
        Budget small = budget("z", "1");
        assertThat(reserve("1", "2", large, small)).isInstanceOf(Refused.class);
        assertThat(store.balance(large).reserved()).isZero();
        assertThat(reserve("1", "1", large, small)).isInstanceOf(Granted.class);
        assertThat(store.balance(large).reserved()).isEqualByComparingTo("1");
        assertThat(store.balance(small).reserved()).isEqualByComparingTo("1");
    }

    @Test
    void whatBudgetsThereAreIsToldTheOneUsedLastFirst() {
        Assumptions.assumeTrue(store instanceof KnowsBudgets, "it names no budgets");
        var known = (KnowsBudgets) store;
        assertThat(known.budgets()).isEmpty();
        Budget plain = budget("plain", "10");
        Budget odd = new Budget(
                "a & b = c+d %\n\u00fc",
                Map.of("team", "x=1&y", "a.b", ""),
                "tokens (1 M)",
                new BigDecimal("0.000000001"),
                new Window.Rolling(Duration.ofHours(6)),
                Excess.WARN,
                List.of());
        reserve("1", "1", plain);
        clock.advance(MINUTE);
        reserve("2", "1", odd);
        assertThat(known.budgets()).containsExactly(odd, plain);
        clock.advance(MINUTE);
        Budget larger = budget("plain", "20");
        reserve("3", "1", larger);
        reserve("refused", "100", budget("never", "1"));
        assertThat(known.budgets()).containsExactly(larger, odd);
    }

    @Test
    void whatACallDidNotCostReturns() {
        Budget budget = budget("b", "10");
        reserve("1", "8", budget);
        Settlement settled = commit("1", "2.5");
        assertThat(settled.state()).isEqualTo(State.COMMITTED);
        assertThat(settled.delta()).isEqualByComparingTo("-5.5");
        assertThat(store.balance(budget).remaining()).isEqualByComparingTo("7.5");
        assertThat(commit("1", "9").repeated()).isTrue();
        assertThat(store.balance(budget).committed()).isEqualByComparingTo("2.5");
    }

    @Test
    void whatACallCostMoreIsShownBeyondTheCap() {
        Budget budget = budget("b", "10");
        reserve("1", "8", budget);
        commit("1", "12");
        assertThat(store.balance(budget).remaining()).isEqualByComparingTo("-2");
        assertThat(reserve("2", "0.1", budget)).isInstanceOf(Refused.class);
    }

    @Test
    void aReservationThatIsReleasedReturnsOnce() {
        Budget budget = budget("b", "10");
        reserve("1", "8", budget);
        assertThat(release("1").state()).isEqualTo(State.RELEASED);
        assertThat(release("1").repeated()).isTrue();
        assertThat(store.balance(budget).remaining()).isEqualByComparingTo("10");
    }

    @Test
    void anAbandonedReservationReturnsWhenItsLeaseEnds() {
        Budget budget = budget("b", "10");
        reserve("1", "10", budget);
        clock.advance(MINUTE.minusMillis(1));
        assertThat(reserve("2", "1", budget)).isInstanceOf(Refused.class);
        clock.advance(Duration.ofMillis(1));
        assertThat(reserve("2", "10", budget)).isInstanceOf(Granted.class);
        assertThat(store.extend("1", MINUTE)).isFalse();
    }

    @Test
    void aHeartbeatHoldsAReservation() {
        Budget budget = budget("b", "10");
        reserve("1", "10", budget);
        clock.advance(MINUTE.minusMillis(1));
        assertThat(store.extend("1", MINUTE)).isTrue();
        clock.advance(MINUTE.minusMillis(1));
        assertThat(reserve("2", "1", budget)).isInstanceOf(Refused.class);
        clock.advance(Duration.ofMillis(1));
        assertThat(store.expire()).isEqualTo(1);
        assertThat(store.balance(budget).reserved()).isZero();
    }

    @Test
    void aLateCommitReachesTheBooksEvenBeyondTheCap() {
        Budget budget = budget("b", "10");
        reserve("1", "10", budget);
        clock.advance(MINUTE);
        reserve("2", "10", budget);
        Settlement late = commit("1", "4");
        assertThat(late.late()).isTrue();
        assertThat(late.state()).isEqualTo(State.COMMITTED);
        assertThat(store.balance(budget).remaining()).isEqualByComparingTo("-4");
        assertThat(commit("1", "4").repeated()).isTrue();
        reserve("3", "0", budget);
        release("2");
        assertThat(commit("2", "1").late()).isTrue();
        assertThat(store.balance(budget).committed()).isEqualByComparingTo("5");
    }

    @Test
    void anAbandonedReservationCanBeChargedAndPutRightLater() {
        Budget budget = budget("b", "10");
        store.reserve(
                new Request("1", BudgetSet.of(List.of(budget)), 6_000_000_000L, MINUTE, Abandoned.IS_CHARGED, true));
        clock.advance(MINUTE);
        store.expire();
        assertThat(store.balance(budget).committed()).isEqualByComparingTo("6");
        commit("1", "1.5");
        assertThat(store.balance(budget).committed()).isEqualByComparingTo("1.5");
    }

    @Test
    void aKeyIsReservedOnce() {
        Budget budget = budget("b", "10");
        reserve("1", "6", budget);
        assertThat(reserve("1", "6", budget)).isInstanceOf(Granted.class);
        assertThat(store.balance(budget).reserved()).isEqualByComparingTo("6");
        assertThat(reserve("1", "5", budget)).isInstanceOf(Conflict.class);
        assertThat(reserve("1", "6", budget("other", "10"))).isInstanceOf(Conflict.class);
        commit("1", "6");
        assertThat(reserve("1", "6", budget)).isInstanceOf(Conflict.class);
    }

    @Test
    void whatIsNotKnownIsNotSettled() {
        assertThat(store.commit("none", BigDecimal.ONE)).isNull();
        assertThat(store.release("none")).isNull();
        assertThat(store.correct("none", BigDecimal.ONE)).isNull();
        assertThat(store.extend("none", MINUTE)).isFalse();
    }

    @Test
    void aHoldChargesAStoreThatHasLostIt() {
        Budget budget = budget("b", "10");
        Request request = Request.of("1", BudgetSet.of(List.of(budget)), BigDecimal.ONE, MINUTE);
        assertThat(new StoredHold(store, request).commit(new BigDecimal("11")).state())
                .isEqualTo(State.COMMITTED);
        assertThat(store.balance(budget).committed()).isEqualByComparingTo("11");
    }

    @Test
    void aBalanceIsZeroInANewWindow() {
        Budget budget = budget("b", "10");
        reserve("1", "10", budget);
        commit("1", "10");
        reserve("2", "1", budget("other", "10"));
        clock.advance(Duration.between(clock.instant(), Instant.parse("2026-03-31T23:59:59.999Z")));
        assertThat(reserve("3", "1", budget)).isInstanceOf(Refused.class);
        clock.advance(Duration.ofMillis(1));
        assertThat(reserve("4", "10", budget)).isInstanceOf(Granted.class);
    }

    @Test
    void aChargeStaysInTheWindowInWhichItWasReserved() {
        Budget budget = Budget.of("b", Map.of(), "USD", BigDecimal.TEN, day(), Excess.DENY);
        clock.advance(Duration.ofHours(12).minusMillis(1));
        reserve("1", "10", budget);
        clock.advance(Duration.ofMillis(1));
        assertThat(store.balance(budget).remaining()).isEqualByComparingTo("10");
        commit("1", "10");
        assertThat(store.balance(budget).remaining()).isEqualByComparingTo("10");
        assertThat(store.ledger("b")).extracting(Entry::cell).containsOnly(Instant.parse("2026-03-12T00:00:00Z"));
    }

    @Test
    void aRollingWindowNeverHoldsMoreThanTheCap() {
        var window = new Window.Rolling(Duration.ofMinutes(10), 10);
        Budget budget = Budget.of("b", Map.of(), "USD", BigDecimal.TEN, window, Excess.DENY);
        clock.advance(Duration.ofSeconds(59));
        reserve("1", "6", budget);
        commit("1", "6");
        clock.advance(Duration.ofMinutes(5));
        reserve("2", "4", budget);
        commit("2", "4");
        clock.advance(Duration.ofMinutes(5).minusMillis(1));
        assertThat(reserve("3", "1", budget)).isInstanceOf(Refused.class);
        clock.advance(Duration.ofMillis(1_001));
        assertThat(reserve("4", "6", budget)).isInstanceOf(Granted.class);
        assertThat(reserve("5", "0.1", budget)).isInstanceOf(Refused.class);
    }

    @Test
    void aSoftBudgetLetsThroughAndShowsIt() {
        Budget soft = Budget.of("b", Map.of(), "USD", BigDecimal.ONE, MONTH, Excess.WARN);
        assertThat(reserve("1", "1", soft))
                .isInstanceOfSatisfying(
                        Granted.class, granted -> assertThat(granted.exceeded()).isEmpty());
        assertThat(reserve("2", "3", soft))
                .isInstanceOfSatisfying(
                        Granted.class, granted -> assertThat(granted.exceeded()).containsExactly(soft));
        assertThat(store.balance(soft).remaining()).isEqualByComparingTo("-3");
    }

    @Test
    void whatHasBeenSpentAlreadyIsChargedUnenforced() {
        Budget budget = budget("b", "1");
        var request = new Request("1", BudgetSet.of(List.of(budget)), 5_000_000_000L, MINUTE, Abandoned.RETURNS, false);
        assertThat(store.reserve(request)).isInstanceOf(Granted.class);
    }

    @Test
    void aThresholdIsToldOncePerWindow() {
        Budget budget = budget("b", "10");
        assertThat(spend("1", "4.9", budget)).isEmpty();
        assertThat(spend("2", "3.1", budget)).extracting(Alert::percent).containsExactly(50, 80);
        assertThat(spend("3", "0.5", budget)).isEmpty();
        assertThat(spend("4", "1.5", budget)).extracting(Alert::percent).containsExactly(90, 95, 100);
        store.correct("4", BigDecimal.ZERO);
        assertThat(spend("5", "1.5", budget)).isEmpty();
        clock.advance(Duration.ofDays(31));
        assertThat(spend("6", "5", budget))
                .containsExactly(new Alert(
                        "b",
                        50,
                        Instant.parse("2026-04-01T00:00:00Z"),
                        new BigDecimal("5.000000000"),
                        new BigDecimal("10.000000000")));
    }

    @Test
    void anApprovalRaisesTheCapForATime() {
        Budget budget = Budget.of("b", Map.of(), "USD", BigDecimal.TEN, MONTH, Excess.APPROVE);
        spend("1", "10", budget);
        assertThat(reserve("2", "1", budget)).isInstanceOf(Refused.class);
        var approval =
                new Approval("a1", "b", new BigDecimal("5"), clock.instant().plus(MINUTE), "ann", "launch");
        store.approve(approval);
        store.approve(approval);
        assertThat(store.balance(budget).cap()).isEqualByComparingTo("15");
        assertThat(spend("3", "1", budget)).isEmpty();
        clock.advance(MINUTE);
        assertThat(reserve("4", "1", budget)).isInstanceOf(Refused.class);
        assertThat(store.balance(budget).remaining()).isEqualByComparingTo("-1");
    }

    @Test
    void aCorrectionCanLowerWhatWasSpent() {
        Budget budget = budget("b", "10");
        spend("1", "8", budget);
        assertThat(Objects.requireNonNull(store.correct("1", new BigDecimal("3")))
                        .charged())
                .isEqualByComparingTo("3");
        assertThat(store.balance(budget).committed()).isEqualByComparingTo("3");
        reserve("2", "1", budget);
        assertThat(Objects.requireNonNull(store.correct("2", BigDecimal.TEN)).state())
                .isEqualTo(State.RESERVED);
    }

    @Test
    void theLedgerTellsEverythingAndAddsUp() {
        Budget budget = budget("b", "10");
        reserve("1", "2", budget);
        reserve("2", "3", budget);
        reserve("3", "4", budget);
        commit("1", "1.5");
        release("2");
        clock.advance(MINUTE);
        store.expire();
        commit("3", "5");
        store.correct("3", new BigDecimal("4.5"));
        assertThat(store.ledger("b"))
                .extracting(Entry::kind)
                .containsExactly(
                        Entry.Kind.RESERVE,
                        Entry.Kind.RESERVE,
                        Entry.Kind.RESERVE,
                        Entry.Kind.COMMIT,
                        Entry.Kind.RELEASE,
                        Entry.Kind.EXPIRE,
                        Entry.Kind.LATE_COMMIT,
                        Entry.Kind.CORRECT);
        addsUp(store, budget);
        assertThat(store.balance(budget).committed()).isEqualByComparingTo("6");
    }

    @Test
    void amountsFinerThanABillionthAreRoundedUp() {
        Budget budget = budget("b", "10");
        reserve("1", "0.0000000001", budget);
        assertThat(store.balance(budget).reserved()).isEqualByComparingTo("0.000000001");
        assertThatThrownBy(() -> store.commit("1", new BigDecimal("-1"))).hasMessageContaining("negative");
    }

    protected static void addsUp(BudgetStore store, Budget budget) {
        Balance balance = store.balance(budget);
        List<Entry> lines = store.ledger(budget.name());
        assertThat(Nanos.toUnits(lines.stream().mapToLong(Entry::reserved).sum()))
                .isEqualTo(balance.reserved());
        assertThat(Nanos.toUnits(lines.stream().mapToLong(Entry::committed).sum()))
                .isEqualTo(balance.committed());
    }

    protected static Budget budget(String name, String cap) {
        return Budget.of(name, Map.of(), "USD", new BigDecimal(cap), MONTH, Excess.DENY);
    }

    private static Window day() {
        return new Window.Calendar(Window.Calendar.Unit.DAY, ZoneId.of("UTC"));
    }

    private Outcome reserve(String key, String amount, Budget... budgets) {
        return store.reserve(Request.of(key, BudgetSet.of(List.of(budgets)), new BigDecimal(amount), MINUTE));
    }

    private List<Alert> spend(String key, String amount, Budget budget) {
        assertThat(reserve(key, amount, budget)).isInstanceOf(Granted.class);
        return commit(key, amount).alerts();
    }

    private Settlement commit(String key, String amount) {
        return Objects.requireNonNull(store.commit(key, new BigDecimal(amount)));
    }

    private Settlement release(String key) {
        return Objects.requireNonNull(store.release(key));
    }
}
