/// The destination `datadog_metrics`: sums of events as series, by Datadog's API v2.
///
/// A point that Datadog already has at the same second with the same tags is overwritten. So every batch has a second
/// of its own, which is durable before its first attempt: a repetition overwrites itself, and nothing else.
///
/// Starting points: [DatadogType] reads the block, [DatadogTransport] sends, [Seconds] gives batches their seconds.
@NullMarked
package ai.genops.destination.datadog;

import org.jspecify.annotations.NullMarked;
