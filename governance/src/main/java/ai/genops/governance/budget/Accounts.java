package ai.genops.governance.budget;

import java.util.HashMap;
import java.util.Map;

/**
 * The accounts by their names. Where each customer has a budget there are many: those in which nothing counts any more are
 * forgotten whenever their number has doubled. Guarded by their store's lock.
 */
final class Accounts {
    private static final int FIRST_SWEEP = 10_000;

    private final int most;
    private final Map<String, Account> byName = new HashMap<>();
    private int nextSweep = FIRST_SWEEP;

    Accounts(int most) {
        this.most = most;
        nextSweep = Math.min(FIRST_SWEEP, most);
    }

    /**
     * The account of this name, opened if need be.
     *
     * @throws BudgetStoreException if there are too many
     */
    Account of(String name, long now) {
        Account known = byName.get(name);
        return known != null ? known : open(name, now);
    }

    private Account open(String name, long now) {
        if (byName.size() >= nextSweep) {
            byName.values().removeIf(account -> account.isIdle(now));
            nextSweep = Math.min(most, Math.max(FIRST_SWEEP, byName.size() * 2));
        }
        if (byName.size() >= most) {
            throw new BudgetStoreException("there are " + most + " budgets in use, more are not kept in memory", null);
        }
        Account account = new Account(name);
        byName.put(name, account);
        return account;
    }
}
