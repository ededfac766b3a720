package ai.genops.server.audit;

import ai.genops.pipeline.processor.chain.ChainProof;
import ai.genops.pipeline.processor.chain.Place;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/// Takes the lines of a file, compressed or not, to a proof.
public final class AuditFile {
    /// It is no file of lines; the message says what it is.
    public static final class UnreadableException extends IOException {
        private static final long serialVersionUID = 1;

        UnreadableException(String message) {
            super(message);
        }
    }

    /// A line may be as long as a row of the lake.
    private static final int MAX_LINE_BYTES = 128 << 20;

    private static final int BUFFER_BYTES = 1 << 16;
    private static final byte[] GZIP = {0x1f, (byte) 0x8b};
    private static final byte[] PARQUET = "PAR1".getBytes(StandardCharsets.US_ASCII);

    private final ChainProof proof;
    private final String name;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private long number = 1;

    private AuditFile(String name, ChainProof proof) {
        this.name = name;
        this.proof = proof;
    }

    /// A file that a destination may be writing to: what comes after its last line end is not there yet.
    ///
    /// @throws IOException if it cannot be read
    static void readWhole(Path file, ChainProof proof) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            new AuditFile(file.getFileName().toString(), proof).unpacked(in, false);
        }
    }

    /// Follows the chains in a file.
    ///
    /// @param file its path, or `-`
    /// @throws UnreadableException if it is not there, a folder, or no lines
    public static void read(String file, ChainProof proof) throws IOException {
        if (file.equals("-")) {
            new AuditFile("standard input", proof).unpacked(System.in, true);
            return;
        }
        if (Files.isDirectory(Path.of(file))) {
            throw new UnreadableException(
                    file + " is a folder; name its files, in the order in which they were written");
        }
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            new AuditFile(file, proof).unpacked(in, true);
        } catch (NoSuchFileException e) {
            throw new UnreadableException("there is no file " + file);
        }
    }

    /// @param all whether a last line without its end counts
    private void unpacked(InputStream bare, boolean all) throws IOException {
        var in = new BufferedInputStream(bare, BUFFER_BYTES);
        in.mark(PARQUET.length);
        byte[] begin = in.readNBytes(PARQUET.length);
        in.reset();
        if (Arrays.equals(begin, PARQUET)) {
            throw new UnreadableException(
                    name + " is a Parquet file; a chain is proven of lines of JSON, `format: ndjson`");
        }
        if (!Arrays.equals(Arrays.copyOf(begin, GZIP.length), GZIP)) {
            lines(in, all);
            return;
        }
        try {
            lines(new GZIPInputStream(in, BUFFER_BYTES), all);
        } catch (IOException e) {
            proof.damaged(place(), String.valueOf(e.getMessage()));
        }
    }

    private void lines(InputStream in, boolean all) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
            int start = 0;
            for (int i = 0; i < length; i++) {
                if (buffer[i] == '\n') {
                    line.write(buffer, start, i - start);
                    end();
                    start = i + 1;
                }
            }
            line.write(buffer, start, length - start);
            if (line.size() > MAX_LINE_BYTES) {
                proof.damaged(place(), "the line is longer than " + (MAX_LINE_BYTES >> 20) + " MiB");
                return;
            }
        }
        if (all) {
            end();
        }
    }

    private void end() {
        proof.line(line.toByteArray(), place());
        line.reset();
        number++;
    }

    private Place place() {
        return new Place(name, number);
    }
}
