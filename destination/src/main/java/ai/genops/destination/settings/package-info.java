/// What the blocks of several kinds of destinations have in common. Starting point: [DestinationBlock].
@NullMarked
package ai.genops.destination.settings;

import org.jspecify.annotations.NullMarked;
