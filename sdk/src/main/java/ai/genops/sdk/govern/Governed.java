package ai.genops.sdk.govern;

import ai.genops.governance.budget.Alert;
import ai.genops.governance.budget.Balance;
import ai.genops.governance.budget.Budget;
import ai.genops.governance.budget.BudgetSet;
import ai.genops.governance.budget.Budgets;
import ai.genops.governance.budget.Hold;
import ai.genops.governance.budget.Settlement;
import ai.genops.governance.policy.Subject;
import ai.genops.governance.policy.Subject.Phase;
import ai.genops.sdk.problem.Problems.Kind;
import ai.genops.sdk.record.Recording;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call that may run, until its cost is in the books. What it cost is the sum of what was told of it; if nobody knows, its
 * reservation is charged; if it failed and nothing was told, nothing is. Nothing here throws but {@link #answered}.
 * Thread-safe.
 */
public final class Governed {
    final Governance governance;
    final Recording recording;
    final ModelCall call;
    final Subject subject;
    private @Nullable Hold hold;
    private List<Budget> budgets = List.of();
    private BigDecimal spent = BigDecimal.ZERO;
    private boolean wasTold;
    private boolean isKnown = true;
    private boolean wasAnswered;
    private boolean isClosed;
    /** Whether it settles what another one has reserved. */
    private boolean isSettling;

    private long heldSinceMillis;

    Governed(Governance governance, Recording recording, ModelCall call, Subject subject) {
        this.governance = governance;
        this.recording = recording;
        this.call = call;
        this.subject = subject;
    }

    /** What is reserved for it, before it runs. */
    synchronized void holds(Hold itsHold, List<Budget> itsBudgets) {
        hold = itsHold;
        budgets = itsBudgets;
        heldSinceMillis = governance.clock().millis();
    }

    /** It settles what is kept under a key. */
    synchronized void settles(Hold kept) {
        hold = kept;
        isSettling = true;
    }

    /** What it has begun goes on without it: what it holds is kept under this key. */
    public synchronized void continuesAs(String key) {
        Budgets all = governance.rules().budgets();
        if (all == null || hold == null || isClosed) {
            return;
        }
        // First the one, then the other: nobody may take it in between.
        all.keep(key, BudgetSet.of(budgets), hold.reserved());
        hold.release();
        hold = null;
        tellTightest();
    }

    /**
     * A cost of it. One that comes when it is closed still reaches the books, if it had been given back.
     *
     * @param dollars null: nobody knows
     */
    public synchronized void told(@Nullable BigDecimal dollars) {
        wasTold = true;
        isKnown &= dollars != null;
        if (dollars != null) {
            spent = spent.signum() == 0 ? dollars : spent.add(dollars);
        }
        if (isClosed && hold != null && dollars != null) {
            late(hold);
        }
    }

    private void late(Hold held) {
        try {
            if (held.commit(spent).repeated()) {
                governance
                        .problems()
                        .report(Kind.VALUE, "a cost that came after its operation was settled is not in the books");
            }
        } catch (RuntimeException e) {
            governance.problems().caught("charging a late cost", e);
        }
    }

    /**
     * What came back, for the policies.
     *
     * @throws PolicyViolationException if rules are enforced and it must not be used
     */
    public void answered(String response) {
        Subject after = after(response);
        governance.enforce(call.operation(), governance.decide(recording, call, after, governance.isEnforced()));
    }

    private synchronized Subject after(@Nullable String response) {
        wasAnswered = true;
        return subject.answered(response).costing(wasTold && isKnown ? spent : null);
    }

    /** It still runs: what it holds is held on. Cheap to call often. */
    public synchronized void running() {
        Budgets all = governance.rules().budgets();
        if (hold == null || all == null || isClosed) {
            return;
        }
        Duration lease = all.lease();
        long now = governance.clock().millis();
        if (now - heldSinceMillis > lease.toMillis() / 2) {
            heldSinceMillis = now;
            hold.extend(lease);
        }
    }

    /**
     * Settles it.
     *
     * @param failed whether it did not run, or failed
     */
    public void close(boolean failed) {
        try {
            if (hasEnded()) {
                return;
            }
            if (!wasAnswered && wasTold && governance.rules().policies().isAsked(Phase.AFTER)) {
                // What has run cannot be stopped any more: what is wrong with it is a warning.
                governance.decide(recording, call, after(null), false);
            }
            settle(failed);
        } catch (RuntimeException e) {
            governance.problems().caught("settling a call", e);
        }
    }

    private synchronized boolean hasEnded() {
        boolean before = isClosed;
        isClosed = true;
        return before;
    }

    private synchronized void settle(boolean failed) {
        Hold held = hold;
        if (held == null || (isSettling && !(wasTold && isKnown))) {
            return;
        }
        Settlement settled;
        if (wasTold && isKnown) {
            settled = held.commit(spent);
        } else if (!wasTold && failed) {
            settled = held.release();
            Told.nothingUsed(recording);
        } else {
            settled = held.commit(spent.max(held.reserved()));
        }
        if (isSettling && settled.repeated()) {
            governance.problems().report(Kind.VALUE, "a cost that was settled before is not in the books again");
        }
        List<Alert> alerts = settled.alerts();
        for (int i = 0; i < alerts.size(); i++) {
            Told.alert(recording, alerts.get(i));
            governance.alert(alerts.get(i));
        }
        tellTightest();
    }

    /** The span has room for one budget: the one that is used most. */
    private void tellTightest() {
        Budgets all = governance.rules().budgets();
        if (all == null || budgets.isEmpty()) {
            return;
        }
        Budget tightest = budgets.get(0);
        for (int i = 1; i < budgets.size(); i++) {
            tightest = used(all, budgets.get(i)) > used(all, tightest) ? budgets.get(i) : tightest;
        }
        Balance balance = all.balance(tightest);
        if (balance != null) {
            Told.standing(recording, tightest, balance);
        }
    }

    /** Of the cap; less than nothing if that is not known. */
    private static double used(Budgets all, Budget budget) {
        Balance balance = all.balance(budget);
        if (balance == null) {
            return -1;
        }
        return balance.capNanos() == 0 ? 0 : (double) balance.committedNanos() / balance.capNanos();
    }
}
