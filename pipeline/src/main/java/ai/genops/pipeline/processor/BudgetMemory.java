package ai.genops.pipeline.processor;

import ai.genops.event.Attributes;
import ai.genops.event.Event;
import ai.genops.event.Key;
import ai.genops.event.Kind;
import ai.genops.pipeline.processor.budget.Account;
import ai.genops.pipeline.processor.budget.Ledger;
import ai.genops.pipeline.processor.budget.Window;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;

/// Adds up what events cost, by key and window, tells each how its budget stands after it, and makes an event where a
/// threshold is crossed. An event counts in the window of its own time, whenever it comes; a window is forgotten some
/// time after its end, by the log's clock, and what comes for it then is counted as a failure and added to nothing.
final class BudgetMemory implements Memory {
    static final String THRESHOLD_EVENT = "genops.budget.threshold";
    static final String EXCEEDED_EVENT = "genops.budget.exceeded";

    /// Clocks are wrong by less; a window of the far future would have to be kept until then.
    private static final long MAX_AHEAD_MILLIS = 86_400_000;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private static final Key NAME = Key.of("genops.budget.name");
    private static final Key KEY = Key.of("genops.budget.key");
    private static final Key PERIOD = Key.of("genops.budget.period");
    private static final Key ALLOCATED = Key.of("genops.budget.allocated");
    private static final Key CONSUMED = Key.of("genops.budget.consumed");
    private static final Key REMAINING = Key.of("genops.budget.remaining");
    private static final Key UTILIZATION = Key.of("genops.budget.utilization_percent");
    private static final Key WINDOW = Key.of("genops.budget.window");
    private static final Key WINDOW_END = Key.of("genops.budget.window_end");
    private static final Key THRESHOLD = Key.of("genops.budget.threshold");

    private final Budget budget;
    private final Emitter emitter;
    private final Ledger ledger;
    private long nowMillis = Long.MIN_VALUE;
    private Window lastWindow = Window.NONE;

    BudgetMemory(Budget budget, Emitter emitter) {
        this.budget = budget;
        this.emitter = emitter;
        ledger = new Ledger(budget.maxAccounts(), budget.thresholds());
    }

    @Override
    public void advance(long millis) {
        if (millis > nowMillis) {
            nowMillis = millis;
            ledger.forget(millis - budget.graceMillis());
        }
    }

    @Override
    public Verdict apply(Event event) {
        advance(event.appendMillis()); // for who applies it outside of a log
        Object value = budget.amount().of(event);
        if (value != null) {
            BigDecimal amount = Amounts.exact(value);
            String problem = amount == null ? "the amount is no number from 0" : spend(event, amount);
            if (!problem.isEmpty()) {
                budget.failures().failed(event, problem);
            }
        }
        return Verdict.KEEP;
    }

    /// Why it counts for nothing; empty if it counts.
    private String spend(Event event, BigDecimal amount) {
        Window window = window(event);
        if (window.endMillis() <= nowMillis - budget.graceMillis()) {
            return "it comes too late: its window ended at " + window.end();
        }
        if (window.startMillis() > nowMillis + MAX_AHEAD_MILLIS) {
            return "its time is in the future: its window begins at " + window.start();
        }
        String key = budget.key().of(event);
        if (key == null) {
            return "its key is longer than " + KeyText.MAX_LENGTH + " characters";
        }
        Account account = ledger.account(window, key);
        if (account == null) {
            return "there are `max_totals` keys and windows already";
        }
        account.add(amount);
        BigDecimal limit = budget.limitOf(key, event);
        cross(event, window, key, account, limit);
        if (budget.annotate()) {
            stand(event.attributes(), key, account.consumed(), limit);
        }
        return "";
    }

    private Window window(Event event) {
        long millis = Math.floorDiv(event.timeNanos(), 1_000_000L);
        if (!lastWindow.contains(millis)) {
            lastWindow = budget.windows().at(millis);
        }
        return lastWindow;
    }

    private void cross(Event event, Window window, String key, Account account, @Nullable BigDecimal limit) {
        for (int i = 0; i < budget.thresholds().size(); i++) {
            BigDecimal threshold = budget.thresholds().get(i);
            if (account.crosses(i, threshold, limit)) {
                boolean isFull = i == budget.full();
                if (!isFull || budget.toldFull()) {
                    tell(THRESHOLD_EVENT, threshold, event, window, key, account, limit);
                }
                if (isFull) {
                    tell(EXCEEDED_EVENT, threshold, event, window, key, account, limit);
                }
            }
        }
    }

    private void tell(
            String name,
            BigDecimal threshold,
            Event event,
            Window window,
            String key,
            Account account,
            @Nullable BigDecimal limit) {
        Event made = emitter.make(Kind.LOG, name);
        made.time(event.timeNanos(), -1);
        budget.carried().forEach(carried -> carried.carry(event, made));
        Attributes attributes = made.attributes();
        stand(attributes, key, account.consumed(), limit);
        attributes.set(KEY, key);
        attributes.set(WINDOW, window.start());
        attributes.set(WINDOW_END, window.end());
        attributes.set(THRESHOLD, threshold.doubleValue());
        emitter.emit();
    }

    /// What stood there is gone, so that nothing of another budget is taken for this one's.
    private void stand(Attributes attributes, String key, BigDecimal consumed, @Nullable BigDecimal limit) {
        attributes.set(NAME, budget.nameOf(key));
        attributes.set(PERIOD, budget.period());
        attributes.set(CONSUMED, consumed.doubleValue());
        if (limit == null) {
            attributes.retain(name -> name != ALLOCATED && name != REMAINING && name != UTILIZATION);
            return;
        }
        attributes.set(ALLOCATED, limit.doubleValue());
        attributes.set(REMAINING, limit.subtract(consumed).doubleValue());
        if (limit.signum() > 0) {
            BigDecimal share = consumed.multiply(HUNDRED).divide(limit, MathContext.DECIMAL64);
            attributes.set(UTILIZATION, share.doubleValue());
        } else {
            attributes.retain(name -> name != UTILIZATION);
        }
    }

    @Override
    public String definition() {
        return budget.definition();
    }

    @Override
    public void save(DataOutput out) throws IOException {
        ledger.save(out);
        out.writeLong(nowMillis);
    }

    @Override
    public void load(DataInput in) throws IOException {
        ledger.load(in);
        nowMillis = in.readLong();
    }
}
