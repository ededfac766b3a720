/// The log, the feeds and the deliveries in a world where everything that can go wrong does, and each run is a seed.
///
/// Starting points: [World] is a run, [SimulationTest] makes many; [Schedule] and [Machine] decide who runs and what
/// time it is, [SimulatedDisk] what a disk does, [Vendor] and [Line] what the other side does; [Facts] are what is
/// true.
@NullMarked
package ai.genops.destination.simulation;

import org.jspecify.annotations.NullMarked;
