package ai.genops.destination.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;

/// A request that a [FaultyServer] has read.
///
/// @param path with the query
/// @param body after `Content-Encoding: gzip` is undone
/// @param bytesOnTheWire as it came
public record Received(String method, String path, Headers headers, byte[] body, int bytesOnTheWire) {
    public String text() {
        return new String(body, UTF_8);
    }

    /// The first header of this name, whatever its case; empty if there is none.
    public String header(String name) {
        String value = headers.getFirst(name);
        return value == null ? "" : value;
    }
}
