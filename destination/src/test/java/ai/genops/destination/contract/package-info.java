/// What all destinations are held to, fault by fault. Starting points: [DestinationContract] is inherited by the test
/// of each destination, whose other side is a [Peer] that shows each [Fault] in its own way; [HttpContract] is the
/// contract of those that speak HTTP, and [FaultyServer] their other side.
@NullMarked
package ai.genops.destination.contract;

import org.jspecify.annotations.NullMarked;
