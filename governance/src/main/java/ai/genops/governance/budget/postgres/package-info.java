/**
 * Budgets' books in PostgreSQL, shared by any number of processes. Start at
 * {@link ai.genops.governance.budget.postgres.PostgresBudgetStore}; {@code 1.sql} beside it has the tables.
 */
@NullMarked
package ai.genops.governance.budget.postgres;

import org.jspecify.annotations.NullMarked;
