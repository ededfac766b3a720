/**
 * What all clients have in common: start at Decorator, which stands before a client and each of its services; an Endpoint
 * says what one of a client's calls is; ClientCall is one call until it is settled, by the Ending that it has: an Answer at
 * once, or a Watch of one stream.
 */
@NullMarked
package ai.genops.instrumentation.call;

import org.jspecify.annotations.NullMarked;
