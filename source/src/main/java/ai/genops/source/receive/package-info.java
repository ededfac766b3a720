/// OTLP over the network: HTTP (protobuf and JSON) and gRPC, on Armeria.
///
/// Starting points, in the order of flow: [OtlpReceiver] mounts the services; `HttpExport` and `GrpcExport` each take
/// a request apart and put the answer together; `BodyReader` collects its body within limits; `Intake` checks it and
/// appends it to the log.
@NullMarked
package ai.genops.source.receive;

import org.jspecify.annotations.NullMarked;
