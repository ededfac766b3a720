package ai.genops.governance.budget;

import ai.genops.governance.budget.Budget.Excess;
import ai.genops.governance.budget.Outcome.Granted;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Nanoseconds of CPU and bytes of a reservation with its commit, in two budgets with calendar windows: out of a lease, from the
 * books in memory, and with the search for the budgets. Argument: threads (1).
 */
final class ReservationTimes {
    private static final int ROUNDS = 6;
    private static final int CALLS = 2_000_000;
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final BigDecimal ESTIMATE = new BigDecimal("0.0042");
    private static final BigDecimal ACTUAL = new BigDecimal("0.0021");

    private interface Call {
        Outcome reserve(int number);
    }

    private ReservationTimes() {}

    public static void main(String[] arguments) throws InterruptedException {
        int threads = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1;
        List<Budget> budgets = List.of(budget("team", Map.of("team", "search")), budget("all", Map.of()));
        BudgetSet set = BudgetSet.of(budgets);
        var store = new MemoryBudgetStore(Clock.systemUTC());
        var keys = new AtomicLong();
        var leases = new Leases(
                store, new BigDecimal("1000"), LEASE, () -> "slice" + keys.incrementAndGet(), Clock.systemUTC());
        Budgets leased = Budgets.leased(budgets, store, leases, LEASE, new Outage.FailClosed());
        Map<String, String> attribution = Map.of("team", "search", "project", "chat", "environment", "production");
        for (int round = 0; round < ROUNDS; round++) {
            measure("lease", threads, number -> leases.reserve(Request.of("call", set, ESTIMATE, LEASE)));
            measure("lease, budgets found", threads, number -> leased.reserve("call", attribution, "USD", ESTIMATE));
            measure(
                    "memory",
                    threads,
                    number -> store.reserve(Request.of("m" + keys.incrementAndGet(), set, ESTIMATE, LEASE)));
            leases.tick();
        }
    }

    private static Budget budget(String name, Map<String, String> scope) {
        return Budget.of(
                name,
                scope,
                "USD",
                new BigDecimal("100000000"),
                new Window.Calendar(Window.Calendar.Unit.MONTH, ZoneId.of("Europe/Berlin")),
                Excess.DENY);
    }

    private static void measure(String name, int threads, Call call) throws InterruptedException {
        var bytes = new AtomicLong();
        Thread[] running = new Thread[threads];
        var cpu = new AtomicLong();
        for (int i = 0; i < threads; i++) {
            running[i] = new Thread(() -> bytes.addAndGet(spend(call, cpu)));
            running[i].start();
        }
        for (Thread thread : running) {
            thread.join();
        }
        System.out.printf(
                "%-22s %d threads: %5d ns, %5d bytes%n",
                name, threads, cpu.get() / CALLS / threads, bytes.get() / CALLS / threads);
    }

    private static long spend(Call call, AtomicLong cpu) {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < CALLS; i++) {
            if (!(call.reserve(i) instanceof Granted granted)) {
                throw new IllegalStateException("refused");
            }
            granted.hold().commit(ACTUAL);
        }
        cpu.addAndGet(threads.getCurrentThreadCpuTime());
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
