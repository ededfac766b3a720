/// The server watches itself: rules over its own counters, and notices to people when one begins to hold and
/// when it ends.
///
/// Starting points, in the order of flow: [HealthRules] reads the rules; [Sample] is what is counted at one
/// moment, [Measures] makes the values of [Metric] of it; [Alarm] is a rule about one subject, with its state;
/// notices go beside the log and not through it, since the log may be the trouble; [HealthMonitor] does all of
/// it at a fixed cadence, and [StateFile] makes it survive a restart.
@NullMarked
package ai.genops.server.health;

import org.jspecify.annotations.NullMarked;
