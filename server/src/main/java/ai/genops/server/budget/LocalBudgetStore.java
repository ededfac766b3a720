package ai.genops.server.budget;

import ai.genops.governance.budget.Approval;
import ai.genops.governance.budget.Balance;
import ai.genops.governance.budget.Budget;
import ai.genops.governance.budget.BudgetStore;
import ai.genops.governance.budget.BudgetStoreException;
import ai.genops.governance.budget.Entry;
import ai.genops.governance.budget.KnowsBudgets;
import ai.genops.governance.budget.MemoryBudgetStore;
import ai.genops.governance.budget.Outcome;
import ai.genops.governance.budget.Request;
import ai.genops.governance.budget.Settlement;
import ai.genops.governance.budget.StoredHold;
import ai.genops.log.DurableFolders;
import ai.genops.remote.StoreCall;
import ai.genops.remote.StoreCall.Approve;
import ai.genops.remote.StoreCall.Commit;
import ai.genops.remote.StoreCall.Correct;
import ai.genops.remote.StoreCall.Extend;
import ai.genops.remote.StoreCall.Release;
import ai.genops.remote.StoreCall.Reserve;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The books of one server, in its data folder. They are in memory, where every call is decided; what a call changed
/// is in a journal, on the disk, before the call is answered. A start does the journal's calls again at their times,
/// which gives the same books, since these depend on nothing else.
///
/// The journal is made short when it has doubled, at least grown by 64 MB, and takes no reservations beyond 1 GB. Kept
/// are all charges that count, and every reservation until a day after its end; the ledger of what is older is
/// its sums.
///
/// After a failed write nobody knows what is on the disk: every call is refused then, until the next start.
public final class LocalBudgetStore implements BudgetStore, KnowsBudgets, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LocalBudgetStore.class);
    private static final long SHORTENED_AFTER = 64 << 20;
    private static final long MOST_BYTES = 1 << 30;

    private final ReentrantLock lock = new ReentrantLock();
    private final InstantSource clock;
    private final Journal journal;
    private final long shortenedAfter;
    /// The time of the call that is done: never before that of the one before it.
    private final AtomicLong now = new AtomicLong();
    private final MemoryBudgetStore memory = new MemoryBudgetStore(() -> Instant.ofEpochMilli(now.get()));
    private final Known known = new Known();
    private long shortAt;
    private volatile @Nullable String failure;

    /// Opens the books in a folder, or begins them.
    ///
    /// @throws IOException if they cannot be read or written, or are damaged; the message says what to do
    public static LocalBudgetStore open(Path folder, InstantSource clock) throws IOException {
        return new LocalBudgetStore(folder, clock, SHORTENED_AFTER);
    }

    LocalBudgetStore(Path folder, InstantSource clock, long shortenedAfter) throws IOException {
        this.clock = clock;
        this.shortenedAfter = shortenedAfter;
        DurableFolders.create(folder);
        journal = new Journal(folder);
        journal.take().forEach(this::again);
        shortAt = journal.bytes();
    }

    private void again(JournalLine line) {
        now.accumulateAndGet(line.millis(), Math::max);
        StoreCall call = line.call() instanceof Reserve(Request request)
                ? new Reserve(new Request(
                        request.key(), request.budgets(), request.nanos(), request.lease(), request.abandoned(), false))
                : line.call();
        call.on(memory);
        known.see(line.call());
    }

    private @Nullable Object perform(StoreCall call) {
        Object result;
        lock.lock();
        try {
            refuseAfterFailure();
            refuseWhatHasNoRoom(call);
            now.accumulateAndGet(clock.millis(), Math::max);
            result = call.on(memory);
            if (changes(call, result)) {
                known.see(call);
                journal.append(new JournalLine(now.get(), call));
                shorten();
            }
        } catch (IOException e) {
            throw failed(e);
        } finally {
            lock.unlock();
        }
        try {
            // Also for what only looks: it may have seen what is not on the disk yet.
            journal.sync();
        } catch (IOException e) {
            throw failed(e);
        }
        refuseAfterFailure();
        return result;
    }

    private static boolean changes(StoreCall call, @Nullable Object result) {
        return switch (call) {
            case Reserve _ -> result instanceof Outcome.Granted;
            case Commit _, Release _, Correct _ -> result instanceof Settlement settled && !settled.repeated();
            case Extend _ -> Boolean.TRUE.equals(result);
            case Approve _ -> true;
            // An end of a lease follows from the time.
            case StoreCall.Expire _, StoreCall.BalanceOf _, StoreCall.LedgerOf _ -> false;
        };
    }

    private void shorten() throws IOException {
        if (journal.bytes() - shortAt < Math.max(shortAt, shortenedAfter)) {
            return;
        }
        long before = journal.bytes();
        journal.replace(Compaction.of(journal.lines(), now.get()));
        shortAt = journal.bytes();
        LOG.info("the budgets' journal was made short: {} bytes, were {}", shortAt, before);
    }

    /// What was spent is always taken; so many reservations in a day need another store.
    private void refuseWhatHasNoRoom(StoreCall call) {
        if (call instanceof Reserve && journal.bytes() > MOST_BYTES) {
            throw new BudgetStoreException(
                    "the budgets' journal has 1 GB of the last day's reservations; let programs take larger slices, or"
                            + " keep the books in Redis",
                    null);
        }
    }

    private void refuseAfterFailure() {
        String why = failure;
        if (why != null) {
            throw new BudgetStoreException(why, null);
        }
    }

    private BudgetStoreException failed(IOException e) {
        failure = "the budgets' journal cannot be written (" + e.getMessage()
                + "); make room or repair the disk, and start the server again";
        LOG.error("{}", failure);
        return new BudgetStoreException(failure, e);
    }

    @Override
    public Outcome reserve(Request request) {
        return perform(new Reserve(request)) instanceof Outcome outcome
                ? outcome instanceof Outcome.Granted granted
                        ? new Outcome.Held(new StoredHold(this, request), granted.exceeded())
                        : outcome
                : new Outcome.Unavailable("no outcome");
    }

    @Override
    public @Nullable Settlement commit(String key, BigDecimal actual) {
        return (Settlement) perform(new Commit(key, actual));
    }

    @Override
    public @Nullable Settlement release(String key) {
        return (Settlement) perform(new Release(key));
    }

    @Override
    public @Nullable Settlement correct(String key, BigDecimal actual) {
        return (Settlement) perform(new Correct(key, actual));
    }

    @Override
    public boolean extend(String key, Duration lease) {
        return Boolean.TRUE.equals(perform(new Extend(key, lease)));
    }

    @Override
    public int expire() {
        return perform(new StoreCall.Expire()) instanceof Integer expired ? expired : 0;
    }

    @Override
    public Balance balance(Budget budget) {
        return (Balance) Objects.requireNonNull(perform(new StoreCall.BalanceOf(budget)));
    }

    @Override
    public void approve(Approval approval) {
        perform(new Approve(approval));
    }

    @Override
    public List<Entry> ledger(String budget) {
        perform(new StoreCall.Expire());
        return memory.ledger(budget);
    }

    @Override
    public List<Budget> budgets() {
        lock.lock();
        try {
            return known.newestFirst();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            journal.sync();
            journal.close();
            failure = "the server is stopping";
        } catch (IOException e) {
            LOG.warn("the budgets' journal could not be closed: {}", e.toString());
        } finally {
            lock.unlock();
        }
    }
}
