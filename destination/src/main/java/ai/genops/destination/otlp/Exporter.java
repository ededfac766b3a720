package ai.genops.destination.otlp;

import ai.genops.destination.delivery.Outcome;
import ai.genops.event.Kind;

/// Hands one request over. Safe for concurrent use.
sealed interface Exporter permits HttpExporter, GrpcExporter {
    /// One attempt; waits for the answer, however long the settings allow.
    ///
    /// @param body the request, protobuf
    /// @param events how many are in it
    Outcome export(Kind kind, byte[] body, int events) throws InterruptedException;
}
