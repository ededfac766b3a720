/// Alerts of searches: SPL that runs on a schedule or when something arrives, people who are told when it finds
/// what it looks for, and again when that is over.
///
/// Starting points, in the order of flow: [DefinitionReader] reads [AlertDefinition] and [Schedule]; [Watcher]
/// is one alert with its state: when it is due, what its search has found ([Findings]), which [Alarm]s are
/// open; [AlertMonitor] looks at all of them, one search at a time, hands notices to the outbox and events to
/// the [Journal], and keeps the state ([AlertStateFile]); [AlertReport] is what the API shows.
@NullMarked
package ai.genops.server.alert;

import org.jspecify.annotations.NullMarked;
