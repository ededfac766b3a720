package ai.genops.governance.budget;

import ai.genops.governance.budget.Budget.Excess;
import ai.genops.governance.budget.Outcome.Granted;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A process whose threads spend a budget until nothing is left. Says what each call cost after it was told to the books.
 * Arguments: the {@link StoreAt}, the address, its name, a seed, {@code leased} or {@code direct}, threads.
 */
public final class SpenderProcess {
    public static final Budget BUDGET =
            Budget.of("b", Map.of(), "USD", new BigDecimal("100"), new Window.Lifetime(), Excess.DENY);
    public static final Duration LEASE = Duration.ofSeconds(2);
    private static final int GIVES_UP = 20;
    /**
     * How long a call runs as long as there is enough for all, in milliseconds: whoever is killed then leaves what it has
     * reserved.
     */
    private static final int SHORTEST_CALL = 50;

    private static final int LONGEST_CALL = 250;
    /** What a call may cost at most, $0.125. */
    private static final long MOST = 125_000_000;
    /** What a call is worth at least, $0.0001: less would take tens of thousands of calls to use up what comes back late. */
    private static final long LEAST = 100_000;

    private SpenderProcess() {}

    public static void main(String[] arguments) throws Exception {
        StoreAt stores = Class.forName(arguments[0])
                .asSubclass(StoreAt.class)
                .getDeclaredConstructor()
                .newInstance();
        BudgetStore store = stores.open(arguments[1]);
        String name = arguments[2];
        long seed = Long.parseLong(arguments[3]);
        var slices = new Random(seed);
        Leases leases = new Leases(
                store,
                new BigDecimal("0.10"),
                LEASE,
                () -> name + "-slice-" + Long.toHexString(slices.nextLong()),
                InstantSource.system());
        boolean isLeased = arguments[4].equals("leased");
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < Integer.parseInt(arguments[5]); i++) {
            String prefix = name + "-" + i + "-";
            var random = new Random(seed + i);
            var thread = new Thread(() -> spend(isLeased ? leases : store, prefix, random));
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        leases.close();
    }

    private static void spend(Reserving reserving, String prefix, Random random) {
        int refused = 0;
        for (int call = 0; refused < GIVES_UP; call++) {
            long estimate = (long) (Math.pow(random.nextDouble(), 4) * MOST);
            var request = new Request(
                    prefix + call,
                    BudgetSet.of(List.of(BUDGET)),
                    Math.max(LEAST, estimate >> refused),
                    LEASE,
                    Request.Abandoned.RETURNS,
                    true);
            if (reserving.reserve(request) instanceof Granted granted) {
                if (refused == 0) {
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(SHORTEST_CALL, LONGEST_CALL)));
                }
                long actual = request.nanos() - (long) (random.nextDouble() * request.nanos() / 2);
                granted.hold().commit(Nanos.toUnits(actual));
                System.out.println(actual);
            } else {
                refused++;
            }
        }
    }
}
