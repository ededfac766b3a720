/// The books of budgets that this server keeps for programs. Starting points: [BudgetSettings] says where they are,
/// [LocalBudgetStore] keeps them in the data folder: `Journal` is its file, `Compaction` what is left of it in time.
@NullMarked
package ai.genops.server.budget;

import org.jspecify.annotations.NullMarked;
