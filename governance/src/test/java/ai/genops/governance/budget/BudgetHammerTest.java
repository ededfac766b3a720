package ai.genops.governance.budget;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.governance.budget.Budget.Excess;
import ai.genops.governance.budget.Outcome.Granted;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Many threads spend one budget unevenly; some vanish with what they hold. The journal is checked line by line. */
class BudgetHammerTest {
    private static final int THREADS = 32;
    private static final int PATIENCE_SECONDS = 60;
    private static final long CAP = Nanos.of(new BigDecimal("100"));
    private static final Duration LEASE = Duration.ofSeconds(10);

    private final long seed = Long.getLong("governance.seed", System.nanoTime());
    private final TestClock clock = new TestClock("2026-03-12T12:00:00Z");
    private final Books books = new Books();
    private final MemoryBudgetStore store = new MemoryBudgetStore(clock, books::write);
    private final Budget budget =
            Budget.of("b", Map.of(), "USD", new BigDecimal("100"), new Window.Lifetime(), Excess.DENY);
    private final AtomicLong keys = new AtomicLong();
    /** What the calls cost that were told. */
    private final AtomicLong told = new AtomicLong();

    /** Follows the ledger under the store's lock. */
    private static final class Books {
        long committed;
        long reserved;
        long highest;

        void write(Entry line) {
            committed += line.committed();
            reserved += line.reserved();
            highest = Math.max(highest, committed + reserved);
        }
    }

    @Test
    void aBudgetIsNotOverspentAndUsedUp() throws Exception {
        everybodySpends(thread -> new Spender(store, thread, 20));
        assertThat(books.highest).as("seed " + seed).isLessThanOrEqualTo(CAP);
        clock.advance(LEASE);
        store.expire();
        assertThat(books.reserved)
                .as("abandoned reservations return, seed " + seed)
                .isZero();
        assertThat(books.committed).isEqualTo(told.get());
        new Spender(store, THREADS, 0).call();
        finished();
    }

    @Test
    void slicesOfABudgetAreNotOverspentAndUsedUp() throws Exception {
        List<Leases> processes = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            processes.add(
                    new Leases(store, new BigDecimal("0.25"), LEASE, () -> "slice-" + keys.incrementAndGet(), clock));
        }
        everybodySpends(thread -> new Spender(processes.get(thread % 8), thread, 0));
        for (Leases process : processes.subList(0, 6)) {
            process.close();
        }
        // The last two are killed: what they hold is charged.
        clock.advance(LEASE.multipliedBy(3));
        store.expire();
        assertThat(books.highest).as("seed " + seed).isLessThanOrEqualTo(CAP);
        assertThat(books.reserved).as("seed " + seed).isZero();
        assertThat(books.committed)
                .as("seed " + seed)
                .isBetween(told.get(), told.get() + 2 * Nanos.of(new BigDecimal("0.25")));
        new Spender(store, THREADS, 0).call();
        finished();
    }

    private void finished() {
        assertThat(books.committed).as("seed " + seed).isBetween(CAP / 100 * 99, CAP);
        assertThat(books.highest).isLessThanOrEqualTo(CAP);
        BudgetStoreContract.addsUp(store, budget);
        assertThat(Nanos.toUnits(books.committed))
                .isEqualTo(store.balance(budget).committed());
    }

    private interface Spenders {
        Callable<Integer> of(int thread);
    }

    private void everybodySpends(Spenders spenders) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<Integer>> running = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                running.add(pool.submit(spenders.of(thread)));
            }
            for (Future<Integer> one : running) {
                one.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    /** Makes calls until nothing is left, or until it vanishes (each time: once in so many calls). */
    private final class Spender implements Callable<Integer> {
        private static final int GIVES_UP = 30;
        private static final int MOST_CALLS = 100_000;

        private final Reserving reserving;
        private final Random random;
        private final int vanishes;

        Spender(Reserving reserving, int thread, int vanishes) {
            this.reserving = reserving;
            this.random = new Random(seed + thread);
            this.vanishes = vanishes;
        }

        @Override
        public Integer call() {
            int refused = 0;
            for (int calls = 0; refused < GIVES_UP; calls++) {
                assertThat(calls)
                        .as("a budget that is never used up, seed " + seed)
                        .isLessThan(MOST_CALLS);
                long estimate = 1_000 + (long) (Math.pow(random.nextDouble(), 6) * 90_000_000);
                var request = new Request(
                        "call-" + keys.incrementAndGet(),
                        BudgetSet.of(List.of(budget)),
                        Math.max(1_000, estimate >> refused),
                        LEASE,
                        Request.Abandoned.RETURNS,
                        true);
                if (!(reserving.reserve(request) instanceof Granted granted)) {
                    refused++;
                    continue;
                }
                if (vanishes > 0 && random.nextInt(vanishes) == 0) {
                    return refused;
                }
                settle(granted.hold(), request.nanos());
            }
            return refused;
        }

        private void settle(Hold hold, long reserved) {
            if (random.nextInt(10) == 0) {
                hold.release();
                return;
            }
            long actual = reserved - (long) (random.nextDouble() * reserved / 2);
            hold.commit(Nanos.toUnits(actual));
            told.addAndGet(actual);
        }
    }
}
