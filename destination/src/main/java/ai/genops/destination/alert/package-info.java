/// What an event means to people, for the destinations that tell them. Starting point: [Alert].
@NullMarked
package ai.genops.destination.alert;

import org.jspecify.annotations.NullMarked;
