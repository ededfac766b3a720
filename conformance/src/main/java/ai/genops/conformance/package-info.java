/**
 * Whether telemetry keeps to the GenOps Governance Specification v0.1: start at
 * {@link ai.genops.conformance.Conformance}; each group of clauses is a class, a span is a Unit, and SpanReader
 * reads them from files.
 */
@NullMarked
package ai.genops.conformance;

import org.jspecify.annotations.NullMarked;
