/**
 * What calls may do. Start at {@link ai.genops.governance.policy.Policies}, which asks every
 * {@link ai.genops.governance.policy.Policy} about a {@link ai.genops.governance.policy.Subject};
 * {@code ai.genops.rules.PolicyReader} makes policies out of a configuration.
 */
@NullMarked
package ai.genops.governance.policy;

import org.jspecify.annotations.NullMarked;
