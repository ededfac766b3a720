/**
 * What all clients have in common: start at Calls, which makes calls of endpoints; an Endpoint says what one of a client's
 * calls is; Decorator stands before a client and each of its services; ClientCall is one call until it is settled, by the
 * Ending that it has: an Answer at once, or a Watch of one stream.
 */
@NullMarked
package ai.genops.instrumentation.call;

import org.jspecify.annotations.NullMarked;
