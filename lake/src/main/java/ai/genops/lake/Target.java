package ai.genops.lake;

import ai.genops.event.Event;
import ai.genops.event.Kind;

/// Where the events of one route go: a dataset.
///
/// A span whose ids the dataset has among its last is dropped and counted: a client sends again what it got no
/// answer for, and no sum may change by that. What one pipeline makes of a span is another row than what another
/// makes of it, so the pipeline belongs to a row's identity. Log records and metrics have none and are all kept.
record Target(Dataset dataset) {
    /// Adds the event's row to the batch, if it is a new one.
    void add(Event event, RowEncoder encoder, Batch batch) {
        batch.events++;
        if (dataset.holds(event.offset(), event.ordinal(), event.appendMillis(), event.pipeline())
                || isRepeated(event)) {
            dataset.duplicates.incrementAndGet();
            return;
        }
        Rows rows = batch.of(dataset);
        if (encoder.encode(event, dataset.names(), rows)) {
            batch.added(rows);
        } else {
            batch.oversized++;
            dataset.refused.incrementAndGet();
        }
        batch.collectNames(dataset);
    }

    private boolean isRepeated(Event event) {
        return event.kind() == Kind.SPAN
                && event.spanId() != 0
                && (event.traceIdHigh() | event.traceIdLow()) != 0
                && !dataset.seen()
                        .add(event.traceIdHigh(), event.traceIdLow(), event.spanId(), pipelineHash(event.pipeline()));
    }

    static long pipelineHash(String pipeline) {
        return SeenSpans.mix(pipeline.hashCode());
    }
}
