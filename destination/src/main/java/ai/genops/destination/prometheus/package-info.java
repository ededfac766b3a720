/// The destination `prometheus_remote_write`: cumulative counters and gauges, by remote write 1.0 and 2.0.
///
/// Each counter's total is durable, together with the log offset up to which events are in it, before it is first
/// sent. A repetition sends the same total again; a restart goes on from it; no cut of batches can count twice.
///
/// Starting points: [PrometheusType] reads the block, [RemoteWriteTransport] sends, [Totals] counts,
/// [WriteRequest] writes the protobuf.
@NullMarked
package ai.genops.destination.prometheus;

import org.jspecify.annotations.NullMarked;
