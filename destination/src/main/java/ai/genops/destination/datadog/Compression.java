package ai.genops.destination.datadog;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/// How a body is compressed, by the name of its content encoding.
enum Compression {
    GZIP,
    DEFLATE,
    NONE;

    String encoding() {
        return name().toLowerCase(Locale.ROOT);
    }

    byte[] apply(byte[] body) throws IOException {
        if (this == NONE) {
            return body;
        }
        var bytes = new ByteArrayOutputStream(body.length / 4);
        try (OutputStream out = this == GZIP ? new GZIPOutputStream(bytes) : new DeflaterOutputStream(bytes)) {
            out.write(body);
        }
        return bytes.toByteArray();
    }
}
