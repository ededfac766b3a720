package ai.genops.redis;

import ai.genops.governance.budget.Alert;
import ai.genops.governance.budget.Approval;
import ai.genops.governance.budget.Balance;
import ai.genops.governance.budget.Budget;
import ai.genops.governance.budget.BudgetStore;
import ai.genops.governance.budget.BudgetStoreException;
import ai.genops.governance.budget.BudgetText;
import ai.genops.governance.budget.Entry;
import ai.genops.governance.budget.KnowsBudgets;
import ai.genops.governance.budget.Nanos;
import ai.genops.governance.budget.Outcome;
import ai.genops.governance.budget.Request;
import ai.genops.governance.budget.Request.Abandoned;
import ai.genops.governance.budget.Settlement;
import ai.genops.governance.budget.Settlement.State;
import ai.genops.governance.budget.StoredHold;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.UnifiedJedis;

/**
 * The books in Redis 6.2 or newer (or Valkey), by its clock, for any number of processes. Every method is one call of a
 * script, which is atomic. Kept of each budget are the newest lines of the ledger, older ones as sums; of settled
 * reservations those of the last day, so that a repeated key is known.
 *
 * <p>What Redis loses is lost: let it append to a file ({@code appendonly yes}, and {@code appendfsync always} where not
 * even the last second may go), and never evict ({@code maxmemory-policy noeviction}). {@link #risks} tells what is not so.
 */
public final class RedisBudgetStore implements BudgetStore, KnowsBudgets {
    private static final String BOOKS = "{genops.budgets}:1";
    private static final int LEDGER_LINES = 10_000;
    private static final Duration REMEMBERED = Duration.ofDays(1);
    private static final int MOST_TURNS = 10;
    private static final int EXPIRE_AT_ONCE = 100;
    private static final int ALERT_PARTS = 5;
    private static final int SETTLEMENT_PARTS = 7;

    private final Script script;
    private final UnifiedJedis redis;
    private final @Nullable InstantSource clock;
    private final int ledgerLines;
    /** The last time that Redis told, with which windows are reckoned before it is asked. */
    private volatile Instant seen = Instant.EPOCH;

    /**
     * Books in one Redis, its cluster or its sentinels.
     *
     * @param redis a client with a pool, as {@code RedisClient} has one; not closed by this
     */
    public RedisBudgetStore(UnifiedJedis redis) {
        this(redis, BOOKS, LEDGER_LINES, null);
    }

    /** Other books in the same Redis, with another clock, for tests. */
    RedisBudgetStore(UnifiedJedis redis, String books, int ledgerLines, @Nullable InstantSource clock) {
        this.redis = redis;
        this.script = new Script(redis, books);
        this.ledgerLines = ledgerLines;
        this.clock = clock;
    }

    /** What about this Redis endangers the books, each with what to do; none if nothing does. */
    public List<String> risks() {
        return Risks.of(redis);
    }

    @Override
    public Outcome reserve(Request request) {
        List<String> reply = turning(now -> reserving(request, now));
        while (reply.get(0).equals("AGAIN")) {
            reply = turning(now -> reserving(request, now));
        }
        List<Budget> budgets = request.budgets().list();
        return switch (reply.get(0)) {
            case "GRANTED" ->
                new Outcome.Held(
                        new StoredHold(this, request),
                        reply.stream()
                                .skip(2)
                                .map(number -> budgets.get(Integer.parseInt(number) - 1))
                                .toList());
            case "REFUSED" ->
                Outcome.Refused.of(
                        budgets.get(Integer.parseInt(reply.get(2)) - 1),
                        Long.parseLong(reply.get(3)),
                        Texts.instant(reply.get(1)));
            default -> new Outcome.Conflict(request.key(), reply.get(2));
        };
    }

    private List<String> reserving(Request request, Instant now) {
        List<String> arguments = new ArrayList<>(List.of(
                "reserve",
                request.key(),
                String.valueOf(request.nanos()),
                String.valueOf(request.lease().toMillis()),
                Texts.flag(request.abandoned() == Abandoned.IS_CHARGED),
                Texts.flag(request.enforced())));
        request.budgets().forEach(budget -> arguments.addAll(Texts.line(budget, now)));
        return arguments;
    }

    /** Cells are reckoned with the last time seen; if a window has turned since, the script says so and does nothing. */
    private List<String> turning(Function<Instant, List<String>> arguments) {
        for (int turn = 0; turn < MOST_TURNS; turn++) {
            List<String> reply = call(arguments.apply(seen));
            if (!reply.get(0).equals("TURNED")) {
                return reply;
            }
        }
        throw new BudgetStoreException("the budgets' Redis: its clock jumps", null);
    }

    @Override
    public @Nullable Settlement commit(String key, BigDecimal actual) {
        return settled("commit", key, String.valueOf(Nanos.of(actual)));
    }

    @Override
    public @Nullable Settlement release(String key) {
        return settled("release", key);
    }

    @Override
    public @Nullable Settlement correct(String key, BigDecimal actual) {
        return settled("correct", key, String.valueOf(Nanos.of(actual)));
    }

    private @Nullable Settlement settled(String... arguments) {
        List<String> reply = call(List.of(arguments));
        if (reply.get(0).equals("NONE")) {
            return null;
        }
        return new Settlement(
                State.valueOf(reply.get(2)),
                Long.parseLong(reply.get(3)),
                Long.parseLong(reply.get(4)),
                reply.get(5).equals("1"),
                reply.get(6).equals("1"),
                alerts(reply.subList(SETTLEMENT_PARTS, reply.size())));
    }

    private static List<Alert> alerts(List<String> parts) {
        List<Alert> alerts = new ArrayList<>();
        for (int i = 0; i < parts.size(); i += ALERT_PARTS) {
            alerts.add(new Alert(
                    parts.get(i),
                    Integer.parseInt(parts.get(i + 1)),
                    Texts.instant(parts.get(i + 2)),
                    Texts.units(parts.get(i + 3)),
                    Texts.units(parts.get(i + 4))));
        }
        return alerts;
    }

    @Override
    public boolean extend(String key, Duration lease) {
        return call(List.of("extend", key, String.valueOf(lease.toMillis())))
                .get(0)
                .equals("EXTENDED");
    }

    @Override
    public int expire() {
        int expired = 0;
        int last;
        do {
            last = Integer.parseInt(call(List.of("expire")).get(2));
            expired += last;
        } while (last == EXPIRE_AT_ONCE);
        return expired;
    }

    @Override
    public Balance balance(Budget budget) {
        expire();
        List<String> reply = turning(now -> {
            List<String> arguments = new ArrayList<>(List.of("balance"));
            arguments.addAll(Texts.line(budget, now));
            return arguments;
        });
        return new Balance(
                Texts.instant(reply.get(2)),
                Long.parseLong(reply.get(3)),
                Long.parseLong(reply.get(4)),
                Long.parseLong(reply.get(5)));
    }

    @Override
    public void approve(Approval approval) {
        call(List.of(
                "approve",
                approval.id(),
                approval.budget(),
                String.valueOf(Nanos.of(approval.extra())),
                Texts.millis(approval.until()),
                approval.approver() + ": " + approval.reason()));
    }

    @Override
    public List<Entry> ledger(String budget) {
        List<String> reply = call(List.of("ledger", budget));
        List<Entry> lines = new ArrayList<>();
        for (String line : reply.subList(2, reply.size())) {
            String[] parts = line.split(" ", 7);
            lines.add(new Entry(
                    Long.parseLong(parts[0]),
                    Texts.instant(parts[1]),
                    budget,
                    Texts.instant(parts[2]),
                    parts[6],
                    Entry.Kind.valueOf(parts[3]),
                    Long.parseLong(parts[4]),
                    Long.parseLong(parts[5])));
        }
        return lines;
    }

    @Override
    public List<Budget> budgets() {
        List<String> reply = call(List.of("known"));
        return reply.stream().skip(2).map(BudgetText::read).toList();
    }

    private List<String> call(List<String> operation) {
        List<String> arguments = new ArrayList<>();
        arguments.add(operation.get(0));
        arguments.add(clock == null ? "" : String.valueOf(clock.millis()));
        arguments.add(String.valueOf(ledgerLines));
        arguments.add(String.valueOf(REMEMBERED.toMillis()));
        arguments.addAll(operation.subList(1, operation.size()));
        List<String> reply = script.call(arguments);
        seen = Texts.instant(reply.get(1));
        return reply;
    }
}
