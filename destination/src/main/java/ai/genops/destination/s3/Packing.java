package ai.genops.destination.s3;

import ai.genops.destination.delivery.Request;
import ai.genops.destination.lane.Lane;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.zip.GZIPOutputStream;

/// Makes objects of events: lines of JSON, compressed if so wished, or a Parquet file.
final class Packing {
    private static final byte[] LINE_END = {'\n'};

    private final String destination;
    private final Path folder;

    /// @param folder for temporary files
    Packing(String destination, Path folder) {
        this.destination = destination;
        this.folder = folder;
    }

    /// The same events of the same batch always give the same id, though a later version of a compressor may give
    /// other bytes.
    Stored pack(Request request, Lane<Form> lane) throws IOException {
        Form form = lane.target();
        MessageDigest content = sha256();
        for (int i = 0; i < lane.events(); i++) {
            content.update(lane.event(i));
            content.update(LINE_END);
        }
        String batch = destination + "\n" + request.firstOffset() + "-" + request.nextOffset() + "\n" + form + "\n";
        content.update(batch.getBytes(StandardCharsets.UTF_8));
        byte[] bytes = switch (form.format()) {
            case NDJSON -> lines(lane, form);
            case PARQUET -> ParquetFile.of(lane, folder);
        };
        Instant time = Instant.ofEpochMilli(request.batchMillis());
        return new Stored(id(content.digest()), form, bytes, sha256().digest(bytes), time);
    }

    private static byte[] lines(Lane<Form> lane, Form form) throws IOException {
        var bytes = new ByteArrayOutputStream(64 * 1024);
        try (OutputStream out = form.compression() == Form.Compression.GZIP ? new Gzip(bytes, form.level()) : bytes) {
            write(lane, out);
        }
        return bytes.toByteArray();
    }

    static void write(Lane<Form> lane, OutputStream out) throws IOException {
        WritableByteChannel channel = Channels.newChannel(out);
        for (int i = 0; i < lane.events(); i++) {
            channel.write(lane.event(i));
            out.write(LINE_END);
        }
    }

    /// 50 lower-case letters and digits.
    private static String id(byte[] digest) {
        String text = new BigInteger(1, digest).toString(36);
        return "0".repeat(50 - text.length()) + text;
    }

    static MessageDigest sha256() {
        return digest("SHA-256");
    }

    static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + algorithm, e);
        }
    }

    private static final class Gzip extends GZIPOutputStream {
        Gzip(OutputStream out, int level) throws IOException {
            super(out, 64 * 1024);
            def.setLevel(level);
        }
    }
}
