package ai.genops.remote;

import ai.genops.governance.budget.Approval;
import ai.genops.governance.budget.Budget;
import ai.genops.governance.budget.BudgetStore;
import ai.genops.governance.budget.Request;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A method of {@link BudgetStore} with its arguments. */
public sealed interface StoreCall {
    /** As the address and journals name it. */
    String operation();

    /** Does it. What comes out is of the method's type; null for a key that is not known, and of a method without result. */
    @Nullable
    Object on(BudgetStore store);

    record Reserve(Request request) implements StoreCall {
        @Override
        public String operation() {
            return "reserve";
        }

        @Override
        public Object on(BudgetStore store) {
            return store.reserve(request);
        }
    }

    record Commit(String key, BigDecimal actual) implements StoreCall {
        @Override
        public String operation() {
            return "commit";
        }

        @Override
        public @Nullable Object on(BudgetStore store) {
            return store.commit(key, actual);
        }
    }

    record Release(String key) implements StoreCall {
        @Override
        public String operation() {
            return "release";
        }

        @Override
        public @Nullable Object on(BudgetStore store) {
            return store.release(key);
        }
    }

    record Correct(String key, BigDecimal actual) implements StoreCall {
        @Override
        public String operation() {
            return "correct";
        }

        @Override
        public @Nullable Object on(BudgetStore store) {
            return store.correct(key, actual);
        }
    }

    record Extend(String key, Duration lease) implements StoreCall {
        @Override
        public String operation() {
            return "extend";
        }

        @Override
        public Object on(BudgetStore store) {
            return store.extend(key, lease);
        }
    }

    record Expire() implements StoreCall {
        @Override
        public String operation() {
            return "expire";
        }

        @Override
        public Object on(BudgetStore store) {
            return store.expire();
        }
    }

    record BalanceOf(Budget budget) implements StoreCall {
        @Override
        public String operation() {
            return "balance";
        }

        @Override
        public Object on(BudgetStore store) {
            return store.balance(budget);
        }
    }

    record Approve(Approval approval) implements StoreCall {
        @Override
        public String operation() {
            return "approve";
        }

        @Override
        public @Nullable Object on(BudgetStore store) {
            store.approve(approval);
            return null;
        }
    }

    record LedgerOf(String budget) implements StoreCall {
        @Override
        public String operation() {
            return "ledger";
        }

        @Override
        public Object on(BudgetStore store) {
            return store.ledger(budget);
        }
    }
}
