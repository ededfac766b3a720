/** Files with prices, policies and budgets: start at {@link ai.genops.governance.file.RuleFiles}. */
@NullMarked
package ai.genops.governance.file;

import org.jspecify.annotations.NullMarked;
