package ai.genops.destination.http;

import ai.genops.destination.delivery.Request;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The events of a request as one body.
public final class Bodies {
    private Bodies() {}

    /// In this order: `begin`, the events with `between` between them, `end`; these three are ASCII.
    public static byte[] of(String begin, Request request, String between, String end) {
        int most = begin.length() + request.bytes() + request.events() * between.length() + end.length();
        ByteBuffer body = ByteBuffer.allocate(most);
        ascii(begin, body);
        for (int i = 0; i < request.events(); i++) {
            ascii(i > 0 ? between : "", body);
            body.put(request.event(i));
        }
        ascii(end, body);
        return body.position() == most ? body.array() : Arrays.copyOf(body.array(), body.position());
    }

    private static void ascii(String text, ByteBuffer body) {
        body.put(text.getBytes(StandardCharsets.US_ASCII));
    }
}
