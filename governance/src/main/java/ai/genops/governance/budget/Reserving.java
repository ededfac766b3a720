package ai.genops.governance.budget;

/** Reserves, all or nothing, in every budget of a request. */
public interface Reserving {
    /**
     * Reserves the request's amount in each of its budgets, or nothing.
     *
     * @throws BudgetStoreException if the books cannot be reached
     */
    Outcome reserve(Request request);
}
