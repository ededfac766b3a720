/** A file with prices, policies and budgets: start at {@link ai.genops.governance.file.GovernanceFile}. */
@NullMarked
package ai.genops.governance.file;

import org.jspecify.annotations.NullMarked;
