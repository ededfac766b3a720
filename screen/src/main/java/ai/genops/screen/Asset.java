package ai.genops.screen;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

/// A file as it is served. The arrays are not copied: nobody changes them.
///
/// @param type its media type
/// @param plain its bytes
/// @param gzip the same, compressed
/// @param etag of the content, in quotes as the header has it (RFC 9110, 8.8.3)
@SuppressWarnings("ArrayRecordComponent")
public record Asset(String type, byte[] plain, byte[] gzip, String etag) {
    static Asset of(String name, String text) {
        byte[] plain = text.getBytes(StandardCharsets.UTF_8);
        return new Asset(type(name), plain, compress(plain), '"' + Digest.of(text) + '"');
    }

    private static String type(String name) {
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "html" -> "text/html; charset=utf-8";
            case "css" -> "text/css; charset=utf-8";
            case "js" -> "text/javascript; charset=utf-8";
            case "svg" -> "image/svg+xml";
            default -> throw new IllegalArgumentException("no media type is known for `" + name + "`");
        };
    }

    private static byte[] compress(byte[] plain) {
        var out = new ByteArrayOutputStream(plain.length / 3);
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
