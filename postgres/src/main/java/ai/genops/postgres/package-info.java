/**
 * Budgets' books in PostgreSQL, shared by any number of processes. Start at
 * {@link ai.genops.postgres.PostgresBudgetStore}; {@code 1.sql} beside it has the tables.
 */
@NullMarked
package ai.genops.postgres;

import org.jspecify.annotations.NullMarked;
