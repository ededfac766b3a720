/// What metric destinations have in common: from events to numbers that add up exactly.
///
/// ```
/// block ──MetricsBlock──> Mapping ──MetricEncoder──> Reading (JSON, in the batch) ──Fold──> one value per Series
/// ```
///
/// What holds:
/// - Amounts are decimals from the event to the wire; a double counts as the shortest decimal that reads back as it.
/// - A metric or a tag whose fields are absent on an event is left out, never 0.
/// - An event counts with all its metrics or, if one of them fails on it, with none.
///
/// Starting points: [MetricsBlock] is what an operator writes, [MetricEncoder] writes an event, [Fold] adds a batch up,
/// [StateFile] remembers across a crash.
@NullMarked
package ai.genops.destination.metrics;

import org.jspecify.annotations.NullMarked;
