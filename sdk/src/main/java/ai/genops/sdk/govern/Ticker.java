package ai.genops.sdk.govern;

import ai.genops.governance.budget.Budgets;
import ai.genops.sdk.problem.Problems;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Keeps budgets going, on a thread that does not keep the process alive. */
public final class Ticker implements AutoCloseable {
    private static final long SECONDS = 2;

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread daemon = new Thread(work, "genops-budgets");
        daemon.setDaemon(true);
        return daemon;
    });
    private final Budgets budgets;
    private final Governance governance;
    private final Problems problems;

    @SuppressWarnings("FutureReturnValueIgnored") // A tick tells its failures itself.
    public Ticker(Budgets budgets, Governance governance, Problems problems) {
        this.budgets = budgets;
        this.governance = governance;
        this.problems = problems;
        thread.scheduleWithFixedDelay(this::tick, SECONDS, SECONDS, TimeUnit.SECONDS);
    }

    private void tick() {
        try {
            budgets.tick().forEach(governance::alert);
        } catch (RuntimeException e) {
            problems.caught("keeping budgets", e);
        }
    }

    /** Tells the books what they do not know yet, as far as they can be reached. */
    @Override
    public void close() {
        thread.shutdown();
        tick();
    }
}
