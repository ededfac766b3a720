/// The destination `otlp`: events as OpenTelemetry's own requests, over HTTP or gRPC.
///
/// Starting points, in the order of flow: [OtlpType] reads the block; [OtlpEncoder] writes an event as a request of its
/// own, by [SpanWriter], [LogWriter] and [PointWriter]; [Grouping] puts events of one resource and scope together;
/// [OtlpTransport] sends them by [HttpExporter] or [GrpcExporter].
@NullMarked
package ai.genops.destination.otlp;

import org.jspecify.annotations.NullMarked;
