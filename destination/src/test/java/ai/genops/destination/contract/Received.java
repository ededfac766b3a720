package ai.genops.destination.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;

/// A request that a [FaultyServer] has read.
public final class Received {
    private final String method;
    private final String path;
    private final Headers headers;
    private final byte[] body;
    private final int bytesOnTheWire;

    Received(String method, String path, Headers headers, byte[] body, int bytesOnTheWire) {
        this.method = method;
        this.path = path;
        this.headers = headers;
        this.body = body;
        this.bytesOnTheWire = bytesOnTheWire;
    }

    public String method() {
        return method;
    }

    /// With the query.
    public String path() {
        return path;
    }

    public Headers headers() {
        return headers;
    }

    /// After `Content-Encoding: gzip` is undone.
    public byte[] body() {
        return body.clone();
    }

    public int bytesOnTheWire() {
        return bytesOnTheWire;
    }

    public String text() {
        return new String(body, UTF_8);
    }

    /// The first header of this name, whatever its case; empty if there is none.
    public String header(String name) {
        String value = headers.getFirst(name);
        return value == null ? "" : value;
    }
}
