/**
 * Budgets' books in Redis, shared by any number of processes. Start at {@link ai.genops.redis.RedisBudgetStore};
 * {@code books.lua} beside it has all that is done and all keys.
 */
@NullMarked
package ai.genops.redis;

import org.jspecify.annotations.NullMarked;
