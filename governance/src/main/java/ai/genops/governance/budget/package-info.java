/**
 * Budgets that cannot be overspent: an estimate is reserved before a call and what it cost is committed after it. Start at
 * {@link ai.genops.governance.budget.Budgets}, which finds the budgets of a call; a
 * {@link ai.genops.governance.budget.BudgetStore} keeps the books, {@link ai.genops.governance.budget.Leases} takes slices
 * of it so that a reservation costs no round trip.
 */
@NullMarked
package ai.genops.governance.budget;

import org.jspecify.annotations.NullMarked;
