package ai.genops.destination.otlp;

import ai.genops.destination.delivery.Redaction;
import ai.genops.destination.settings.DestinationBlock;
import ai.genops.event.Kind;
import ai.genops.pipeline.config.Secret;
import ai.genops.pipeline.config.Section;
import java.net.URI;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where each kind of event goes. A bare host gets the path of the kind, `/v1/traces` and so on; a path is never
/// extended, so it is that of one kind: the one its end names, else traces.
///
/// @param own by kind, the addresses that are for it alone
record Endpoints(Secret common, Map<Kind, Secret> own) {
    private static final Map<Kind, String> SIGNALS =
            new EnumMap<>(Map.of(Kind.SPAN, "traces", Kind.LOG, "logs", Kind.METRIC, "metrics"));

    static Endpoints read(DestinationBlock block, boolean grpc) {
        Section section = block.section();
        Secret common = block.address("endpoint");
        if (grpc && hasPath(common)) {
            String text = "`endpoint` has a path, which gRPC does not";
            section.problems().error(section.at("endpoint"), text, "Write `https://host:4317`.");
        }
        Map<Kind, Secret> own = new EnumMap<>(Kind.class);
        SIGNALS.forEach((kind, signal) -> {
            String key = signal + "_endpoint";
            if (section.has(key)) {
                String text = "`" + key + "` means nothing with `protocol: grpc`";
                section.problems().require(!grpc, section.at(key), text, "Remove it.");
                own.put(kind, block.address(key));
            }
        });
        return new Endpoints(common, own);
    }

    static String signal(Kind kind) {
        return switch (kind) {
            case SPAN -> "traces";
            case LOG -> "logs";
            case METRIC -> "metrics";
        };
    }

    /// Null: `endpoint` is the full path of another kind.
    @Nullable
    URI of(Kind kind) {
        Secret address = own.getOrDefault(kind, common);
        if (!hasPath(address)) {
            return URI.create(address.value()).resolve("/v1/" + signal(kind));
        }
        boolean itsOwn = own.containsKey(kind) || kindOf(common) == kind;
        return itsOwn ? URI.create(address.value()) : null;
    }

    URI host() {
        return URI.create(common.value());
    }

    void redact(Redaction redaction) {
        redact(common, redaction);
        own.values().forEach(address -> redact(address, redaction));
    }

    private static void redact(Secret address, Redaction redaction) {
        if (hasPath(address)) {
            redaction.add(address);
            redaction.add(address.map(text -> path(URI.create(text))));
        }
    }

    private static String path(URI uri) {
        return uri.getRawQuery() == null ? uri.getRawPath() : uri.getRawPath() + "?" + uri.getRawQuery();
    }

    private static Kind kindOf(Secret address) {
        String path = URI.create(address.value()).getPath();
        return path.endsWith("/v1/logs") ? Kind.LOG : path.endsWith("/v1/metrics") ? Kind.METRIC : Kind.SPAN;
    }

    private static boolean hasPath(Secret address) {
        return address.value().matches("https?://[^/?#]*(/?\\?.*|/.+)");
    }
}
