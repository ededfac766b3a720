/**
 * Budgets whose books a GenOps server keeps. Start at {@link ai.genops.remote.ServerBudgetStore}, the client, and
 * {@link ai.genops.remote.ServerRules}, what the server defines;
 * {@link ai.genops.remote.StoreCall} is what can be asked, {@link ai.genops.remote.CallJson} and
 * {@link ai.genops.remote.AnswerJson} are its two directions on the wire.
 */
@NullMarked
package ai.genops.remote;

import org.jspecify.annotations.NullMarked;
