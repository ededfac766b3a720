package ai.genops.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.genops.governance.budget.Budget;
import ai.genops.governance.budget.Budget.Excess;
import ai.genops.governance.budget.BudgetSet;
import ai.genops.governance.budget.BudgetStore;
import ai.genops.governance.budget.BudgetStoreContract;
import ai.genops.governance.budget.BudgetStoreException;
import ai.genops.governance.budget.Entry;
import ai.genops.governance.budget.ModelCheck;
import ai.genops.governance.budget.Nanos;
import ai.genops.governance.budget.Outcome;
import ai.genops.governance.budget.Request;
import ai.genops.governance.budget.TestClock;
import ai.genops.governance.budget.Window;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

class RedisBudgetStoreIT extends BudgetStoreContract {
    private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000_000);

    @Override
    protected BudgetStore store(TestClock clock) {
        return store(clock, 10_000);
    }

    private static RedisBudgetStore store(TestClock clock, int ledgerLines) {
        return new RedisBudgetStore(RedisServer.shared().client(), RedisServer.books(), ledgerLines, clock);
    }

    @Test
    void aStoreIsWhatIsWrittenDown() {
        long first = Long.getLong("governance.seed", System.nanoTime());
        for (long seed = first; seed < first + 10; seed++) {
            var clock = new TestClock("2026-03-27T12:00:00Z");
            new ModelCheck(store(clock, 10_000), clock, seed).run(300);
        }
    }

    @Test
    void sumsAreExactWhereNumbersOfLuaAreNot() {
        long seed = Long.getLong("governance.seed", System.nanoTime());
        var random = new Random(seed);
        BudgetStore store = store(new TestClock("2026-03-12T12:00:00Z"));
        Budget budget = Budget.of("b", Map.of(), "USD", MOST, new Window.Lifetime(), Excess.WARN);
        BigDecimal spent = BigDecimal.ZERO;
        for (int i = 0; i < 50; i++) {
            BigDecimal amount = Nanos.toUnits(Math.floorMod(random.nextLong(), Nanos.of(MOST) / 20));
            store.reserve(Request.of("k" + i, BudgetSet.of(List.of(budget)), amount, MINUTE));
            BigDecimal actual = Nanos.toUnits(Math.floorMod(random.nextLong(), Nanos.of(MOST) / 10));
            store.commit("k" + i, actual);
            spent = spent.add(actual);
            assertThat(store.balance(budget).committed()).as("seed " + seed).isEqualByComparingTo(spent);
            assertThat(store.balance(budget).reserved()).as("seed " + seed).isZero();
        }
        addsUp(store, budget);
    }

    @Test
    void aBillionthBeyondALargeCapIsRefused() {
        BudgetStore store = store(new TestClock("2026-03-12T12:00:00Z"));
        Budget budget = Budget.of("b", Map.of(), "USD", MOST, new Window.Lifetime(), Excess.DENY);
        BigDecimal rest = new BigDecimal("0.000000001");
        assertThat(reserve(store, "1", MOST.subtract(rest), budget)).isInstanceOf(Outcome.Granted.class);
        assertThat(reserve(store, "2", new BigDecimal("0.000000002"), budget))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.remaining()).isEqualByComparingTo(rest));
        assertThat(reserve(store, "3", rest, budget)).isInstanceOf(Outcome.Granted.class);
    }

    @Test
    void whatWouldLeaveTheBooksChangesNothing() {
        BudgetStore store = store(new TestClock("2026-03-12T12:00:00Z"));
        Budget budget = Budget.of("b", Map.of(), "USD", MOST, new Window.Lifetime(), Excess.WARN);
        for (int i = 0; i < 9; i++) {
            reserve(store, "k" + i, MOST, budget);
        }
        assertThatThrownBy(() -> reserve(store, "k9", MOST, budget))
                .isInstanceOf(BudgetStoreException.class)
                .hasMessageContaining("9,000,000,000 units");
        assertThat(store.balance(budget).reserved()).isEqualByComparingTo("9000000000");
        assertThat(store.release("k9")).isNull();
        addsUp(store, budget);
    }

    @Test
    void oldLinesOfTheLedgerAreCarriedForward() {
        RedisBudgetStore store = store(new TestClock("2026-03-12T12:00:00Z"), 10);
        Budget budget = budget("b", "1000");
        for (int i = 0; i < 50; i++) {
            reserve(store, "a key " + i, BigDecimal.ONE, budget);
            store.commit("a key " + i, BigDecimal.ONE);
        }
        assertThat(store.ledger("b")).hasSize(11);
        assertThat(store.ledger("b").get(0).kind()).isEqualTo(Entry.Kind.CARRIED);
        assertThat(store.ledger("b").get(10).key()).isEqualTo("a key 49");
        addsUp(store, budget);
    }

    @Test
    void manyAbandonedReservationsReturnBeforeACallIsRefused() {
        var clock = new TestClock("2026-03-12T12:00:00Z");
        BudgetStore store = store(clock);
        Budget budget = budget("b", "350");
        for (int i = 0; i < 350; i++) {
            reserve(store, "k" + i, BigDecimal.ONE, budget);
        }
        clock.advance(MINUTE);
        assertThat(reserve(store, "all", new BigDecimal("350"), budget)).isInstanceOf(Outcome.Granted.class);
    }

    @Test
    void windowsFollowTheClockOfRedis() {
        var store = new RedisBudgetStore(RedisServer.shared().client());
        Budget budget = Budget.of(
                "clock" + System.nanoTime(),
                Map.of(),
                "USD",
                BigDecimal.ONE,
                new Window.Rolling(Duration.ofHours(1)),
                Excess.DENY);
        assertThat(reserve(store, budget.name(), BigDecimal.ONE, budget)).isInstanceOf(Outcome.Granted.class);
        assertThat(store.balance(budget).cell()).isBetween(Instant.now().minusSeconds(120), Instant.now());
        assertThat(Objects.requireNonNull(store.release(budget.name())).repeated())
                .isFalse();
    }

    @Test
    void whatWasAnsweredOutlivesAKillOfRedis() throws Exception {
        RedisServer server = RedisServer.start();
        Budget budget = budget("b", "10");
        try (RedisClient client = server.client()) {
            BudgetStore store = new RedisBudgetStore(client);
            reserve(store, "1", new BigDecimal("6"), budget);
            reserve(store, "2", new BigDecimal("3"), budget);
            store.commit("2", new BigDecimal("2.5"));
            server.killAndRestart();
        }
        try (RedisClient client = server.client()) {
            BudgetStore store = new RedisBudgetStore(client);
            assertThat(store.balance(budget).remaining()).isEqualByComparingTo("1.5");
            assertThat(Objects.requireNonNull(store.commit("2", BigDecimal.ONE)).repeated())
                    .isTrue();
            addsUp(store, budget);
            server.kill();
            assertThatThrownBy(() -> store.extend("1", MINUTE))
                    .isInstanceOf(BudgetStoreException.class)
                    .hasMessageStartingWith("the budgets' Redis: ");
        }
    }

    @Test
    void whatEndangersTheBooksIsTold() {
        assertThat(new RedisBudgetStore(RedisServer.shared().client()).risks()).isEmpty();
        assertThat(Risks.of(Map.of("maxmemory_policy", "allkeys-lru", "maxmemory", "1000", "aof_enabled", "0")))
                .containsExactly(
                        "`maxmemory-policy` is allkeys-lru: when memory is full, budgets' books are thrown away;"
                                + " set noeviction",
                        "`appendonly` is no: a restart forgets what was spent since the last snapshot; set yes");
    }

    private static Outcome reserve(BudgetStore store, String key, BigDecimal amount, Budget budget) {
        return store.reserve(Request.of(key, BudgetSet.of(List.of(budget)), amount, MINUTE));
    }
}
