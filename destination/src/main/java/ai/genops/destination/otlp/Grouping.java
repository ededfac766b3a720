package ai.genops.destination.otlp;

import ai.genops.event.Kind;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Events of one signal, put together by resource and scope, in the order of the first of each.
///
/// All three signals' requests have one shape: resources (1) of a head (1) and scopes (2), which are of a head (1) and
/// items (2).
final class Grouping {
    private final Map<ByteBuffer, Map<ByteBuffer, List<ByteBuffer>>> resources = new LinkedHashMap<>();
    private int bytes;

    /// The signal an encoded event is of.
    static Kind kind(ByteBuffer encoded) {
        return switch (encoded.get(encoded.position())) {
            case 't' -> Kind.SPAN;
            case 'l' -> Kind.LOG;
            default -> Kind.METRIC;
        };
    }

    /// Adds an event as [OtlpEncoder] has written it.
    void add(ByteBuffer encoded) {
        ByteBuffer text = encoded.duplicate();
        while (text.get() != ' ') {
            // skips the signal's name
        }
        ByteBuffer request = Base64.getDecoder().decode(text);
        ByteBuffer resource = field(request, 1);
        ByteBuffer scope = field(resource, 2);
        resources
                .computeIfAbsent(field(resource, 1), _ -> new LinkedHashMap<>())
                .computeIfAbsent(field(scope, 1), _ -> new ArrayList<>())
                .add(field(scope, 2));
        bytes += request.remaining();
    }

    byte[] toRequest() {
        var out = new ProtoBuffer(bytes + 64);
        resources.forEach((head, scopes) -> {
            int resource = out.open(1);
            out.bytes(1, head);
            scopes.forEach((scopeHead, items) -> {
                int scope = out.open(2);
                out.bytes(1, scopeHead);
                items.forEach(item -> out.bytes(2, item));
                out.close(scope);
            });
            out.close(resource);
        });
        return out.toBytes();
    }

    private static ByteBuffer field(ByteBuffer message, int number) {
        var fields = new ProtoFields(message);
        while (fields.next()) {
            if (fields.field() == number) {
                return fields.bytes();
            }
        }
        throw new IllegalArgumentException("no field " + number);
    }
}
