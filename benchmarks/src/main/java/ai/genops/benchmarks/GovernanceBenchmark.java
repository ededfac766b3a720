package ai.genops.benchmarks;

import ai.genops.governance.budget.BudgetStore;
import ai.genops.governance.budget.Budgets;
import ai.genops.governance.budget.Leases;
import ai.genops.governance.budget.MemoryBudgetStore;
import ai.genops.governance.budget.Outage;
import ai.genops.governance.budget.Outcome;
import ai.genops.governance.budget.Settlement;
import ai.genops.governance.policy.Evaluation;
import ai.genops.governance.policy.Policies;
import ai.genops.governance.policy.Subject;
import ai.genops.governance.price.Call;
import ai.genops.governance.price.Catalogue;
import ai.genops.governance.price.Rating;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// The parts of a governed call, each by itself: a reservation out of a slice and out of the books, a decision, a
/// price.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 2, jvmArgsAppend = "-Xmx1g")
public class GovernanceBenchmark {
    private static final Map<String, String> ATTRIBUTION = Map.of(
            "team", "ai-platform",
            "project", "chat",
            "environment", "production",
            "customer_id", "enterprise-abc",
            "feature", "support-chat");
    private static final BigDecimal MOST = new BigDecimal("0.010375");
    private static final BigDecimal COST = new BigDecimal("0.003375");
    private static final Duration HELD = Duration.ofMinutes(10);

    private final InstantSource clock = InstantSource.system();
    private final BudgetStore books = new MemoryBudgetStore(clock, 100); // as the SDK makes it
    private final Budgets direct = Budgets.direct(List.of(GovernedCalls.daily()), books, HELD, new Outage.FailClosed());
    private final Budgets leased = Budgets.leased(
            List.of(GovernedCalls.daily()),
            books,
            new Leases(
                    books,
                    BigDecimal.valueOf(100_000),
                    Duration.ofSeconds(30),
                    () -> UUID.randomUUID().toString(),
                    clock),
            HELD,
            new Outage.FailClosed());
    private final Policies policies = new Policies(List.of(GovernedCalls.models()));
    private final Subject subject =
            Subject.before(ATTRIBUTION).of("openai", "gpt-4o", null).costing(MOST);
    private final Catalogue prices = GovernedCalls.prices();
    private final Call call = new Call("openai", "gpt-4o", LocalDateTime.now(ZoneOffset.UTC), "", 150);
    private long keys;

    /// As the SDK does every two seconds: slices that are over are settled.
    @Setup(Level.Iteration)
    public void tick() {
        leased.tick();
        direct.tick();
    }

    /// Reserved, and what it cost committed.
    @Benchmark
    public Settlement leasedReservation() {
        return settled(leased.reserve("call", ATTRIBUTION, "USD", MOST));
    }

    @Benchmark
    public Settlement directReservation() {
        return settled(direct.reserve(Long.toString(keys++), ATTRIBUTION, "USD", MOST));
    }

    private static Settlement settled(Outcome outcome) {
        return ((Outcome.Granted) outcome).hold().commit(COST);
    }

    @Benchmark
    public Evaluation decision() {
        return policies.evaluate(subject);
    }

    @Benchmark
    public Rating price() {
        return prices.rate(call, GovernedCalls.USAGE);
    }
}
