/**
 * What is recorded on a span, by the GenOps Governance Specification v0.1: start at Recorder; each Fact (Cost, Tokens,
 * Policy, Evaluation, Budget, Reservation, Reconciliation) is what a caller tells and knows how to write itself; Unit
 * is what has been told of one span so far.
 */
@NullMarked
package ai.genops.sdk.record;

import org.jspecify.annotations.NullMarked;
