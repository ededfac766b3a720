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
    /// What is said of all that follow: a resource or a scope, and which schema it is by.
    private record Head(ByteBuffer message, ByteBuffer schemaUrl) {
        static Head of(ByteBuffer group) {
            return new Head(field(group, 1), field(group, 3));
        }
    }

    private final Map<Head, Map<Head, List<ByteBuffer>>> resources = new LinkedHashMap<>();
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
                .computeIfAbsent(Head.of(resource), _ -> new LinkedHashMap<>())
                .computeIfAbsent(Head.of(scope), _ -> new ArrayList<>())
                .add(field(scope, 2));
        bytes += request.remaining();
    }

    byte[] toRequest() {
        var out = new ProtoBuffer(bytes + 64);
        resources.forEach((head, scopes) -> {
            int resource = out.open(1);
            out.bytes(1, head.message());
            scopes.forEach((scopeHead, items) -> {
                int scope = out.open(2);
                out.bytes(1, scopeHead.message());
                items.forEach(item -> out.bytes(2, item));
                schemaUrl(scopeHead, out);
                out.close(scope);
            });
            schemaUrl(head, out);
            out.close(resource);
        });
        return out.toBytes();
    }

    private static void schemaUrl(Head head, ProtoBuffer out) {
        if (head.schemaUrl().hasRemaining()) {
            out.bytes(3, head.schemaUrl());
        }
    }

    /// Empty if it is not there.
    private static ByteBuffer field(ByteBuffer message, int number) {
        var fields = new ProtoFields(message);
        while (fields.next()) {
            if (fields.field() == number) {
                return fields.bytes();
            }
        }
        return ByteBuffer.allocate(0);
    }
}
