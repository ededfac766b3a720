/// Whether the other side of a configured destination is there and takes its credentials, asked without delivering
/// anything. Start at [ai.genops.server.probe.DestinationProbe] and [ai.genops.server.probe.Questions].
@NullMarked
package ai.genops.server.probe;

import org.jspecify.annotations.NullMarked;
