package ai.genops.destination.otlp;

import ai.genops.event.Event;

/// Writes an event as the field 2 of its scope: a span, a log record, or a metric of one point.
sealed interface ItemWriter permits SpanWriter, LogWriter, PointWriter {
    int ITEM = 2;

    void write(Event event, ProtoBuffer out);
}
