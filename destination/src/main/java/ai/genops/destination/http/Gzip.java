package ai.genops.destination.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

/// Bodies compressed as `content-encoding: gzip`.
public final class Gzip {
    private Gzip() {}

    public static byte[] of(byte[] body) {
        var compressed = new ByteArrayOutputStream(64 + body.length / 4);
        try (var gzip = new GZIPOutputStream(compressed, 8192)) {
            gzip.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return compressed.toByteArray();
    }
}
