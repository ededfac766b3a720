package ai.genops.destination.http;

import ai.genops.pipeline.config.Section;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.RequestHeaders;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/// How bodies of HTTP requests are compressed (RFC 9110, 8.4).
///
/// @param level from 1, fastest, to 9, smallest
public record Compression(Coding coding, int level) {
    public static final Compression NONE = new Compression(Coding.NONE, 6);

    /// Smaller bodies grow by it.
    private static final int SHORTEST = 200;

    /// The codings there are.
    public enum Coding {
        NONE,
        GZIP
    }

    /// Reads `compression` (`gzip` or `none`) and `compression_level` (1 to 9).
    public static Compression read(Section block, Compression otherwise) {
        String usual = otherwise.coding == Coding.GZIP ? "gzip" : "none";
        String coding = block.choice("compression", usual, List.of("gzip", "none"));
        int level = block.integer("compression_level", otherwise.level, 1, 9);
        return new Compression(coding.equals("gzip") ? Coding.GZIP : Coding.NONE, level);
    }

    boolean appliesTo(byte[] body) {
        return coding == Coding.GZIP && body.length >= SHORTEST;
    }

    byte[] apply(byte[] body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length / 4 + 64);
        try (GZIPOutputStream gzip = new Gzip(bytes, level)) {
            gzip.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    RequestHeaders announced(RequestHeaders headers) {
        return headers.toBuilder().set(HttpHeaderNames.CONTENT_ENCODING, "gzip").build();
    }

    /// The platform's, with a level.
    private static final class Gzip extends GZIPOutputStream {
        Gzip(ByteArrayOutputStream out, int level) throws IOException {
            super(out, 8192);
            def.setLevel(level);
        }
    }
}
