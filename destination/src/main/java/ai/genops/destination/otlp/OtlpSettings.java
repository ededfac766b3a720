package ai.genops.destination.otlp;

import ai.genops.destination.http.HttpSettings;
import ai.genops.destination.settings.DestinationBlock;
import ai.genops.pipeline.config.Secret;
import ai.genops.pipeline.config.Section;
import java.util.List;
import java.util.Map;

/// What the block of an OTLP destination says.
///
/// @param headers of each request; gRPC's metadata
/// @param missing what is not configured, in words
record OtlpSettings(
        Endpoints endpoints,
        boolean grpc,
        boolean gzip,
        Map<String, Secret> headers,
        HttpSettings http,
        List<String> missing) {
    static OtlpSettings read(Section section) {
        var block = new DestinationBlock(section);
        boolean grpc = section.choice("protocol", "http/protobuf", List.of("http/protobuf", "grpc"))
                .equals("grpc");
        Endpoints endpoints = Endpoints.read(block, grpc);
        Map<String, Secret> headers = block.headers("headers");
        boolean gzip =
                section.choice("compression", "gzip", List.of("none", "gzip")).equals("gzip");
        return new OtlpSettings(endpoints, grpc, gzip, headers, HttpSettings.read(section), block.missing());
    }
}
