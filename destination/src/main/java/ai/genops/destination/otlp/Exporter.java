package ai.genops.destination.otlp;

import ai.genops.destination.delivery.Outcome;
import ai.genops.event.Kind;

/// Hands one request over. Safe for concurrent use.
sealed interface Exporter permits HttpExporter, GrpcExporter {
    /// @param body the request, protobuf
    /// @param events how many are in it
    Outcome export(Kind kind, byte[] body, int events) throws InterruptedException;
}
