/**
 * Who a unit of work is for: start at Attribution (immutable), AttributionBuilder (every way to say it), TagRule
 * (what it has to look like) and Propagation (how it travels: in Context as something Attributed, and in Baggage).
 */
@NullMarked
package ai.genops.sdk.attribution;

import org.jspecify.annotations.NullMarked;
