/// OTLP itself: what a request may hold, how it stands in the log, how it becomes events.
///
/// Starting points, in the order of flow: [JsonTranscoder] turns OTLP/JSON into protobuf, [OtlpValidator] checks
/// protobuf, both by the table in `Schema`; [Envelope] is what stands before the body in a log record; [OtlpDecoder]
/// walks a record and shows its events, by `SpanReader`, `LogReader` and `MetricReader`.
@NullMarked
package ai.genops.source.otlp;

import org.jspecify.annotations.NullMarked;
