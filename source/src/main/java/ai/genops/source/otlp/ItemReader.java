package ai.genops.source.otlp;

import ai.genops.source.wire.MalformedException;

/// Reads one span, log record or metric, length first, and passes on the events it is.
sealed interface ItemReader permits SpanReader, LogReader, HecReader, MetricReader {
    void read() throws MalformedException;
}
