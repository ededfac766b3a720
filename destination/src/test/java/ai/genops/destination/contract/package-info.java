/// What all destinations are held to, fault by fault. Starting points: `DestinationContract` is inherited by the test
/// of each destination, [FaultyServer] is the other side of those that speak HTTP.
@NullMarked
package ai.genops.destination.contract;

import org.jspecify.annotations.NullMarked;
