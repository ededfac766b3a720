/// Names for events, by which a repetition is recognised. Starting point: [EventIdentity].
@NullMarked
package ai.genops.destination.identity;

import org.jspecify.annotations.NullMarked;
