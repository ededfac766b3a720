package ai.genops.governance.budget;

import org.jspecify.annotations.Nullable;

/** The books cannot be reached. What was asked may have happened; asking again under the same key is safe. */
public final class BudgetStoreException extends RuntimeException {
    public BudgetStoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
