/// The demo's client: an hour of real LLM traffic, replayed as OTLP over the wire. Starting points, in order of flow:
///
/// - [Demo] is the process: its arguments, the clock, the signals.
/// - [Workload] says what a service does: [TraceWorkload] the two services of the trace, [ResearchWorkload] the third,
///   invented one. Each yields [Operation]s.
/// - [Spans] records operations with the OpenTelemetry SDK, under the ids that [CallIds] gives them.
/// - [Replay] sends history, then live traffic, through a [Delivery] per service, and keeps a [Checkpoint].
/// - [ExpectedTotals] knows, from the files alone, what must arrive.
@NullMarked
package ai.genops.demo;

import org.jspecify.annotations.NullMarked;
