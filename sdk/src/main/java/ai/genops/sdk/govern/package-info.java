/**
 * What happens to a call of a model: start at Governance, which decides about a call before it runs; Governed is one call
 * from then on until its cost is in the books; Told writes what was decided on its span.
 */
@NullMarked
package ai.genops.sdk.govern;

import org.jspecify.annotations.NullMarked;
