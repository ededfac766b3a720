package ai.genops.source.receive;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Inflates a body as it arrives, straight into its [Body], whose limit ends a bomb early. One request, one thread.
final class Inflation implements AutoCloseable {
    private final Inflater inflater;
    private final boolean gzip;
    private final GzipFraming framing = new GzipFraming();
    private boolean inData;
    private long received;

    /// @param gzip RFC 1952, any number of members; else the `deflate` of HTTP, which is zlib (RFC 1950)
    Inflation(boolean gzip) {
        this.gzip = gzip;
        inflater = new Inflater(gzip);
        inData = !gzip;
    }

    void write(ByteBuf from, Body to) {
        ByteBuffer in = from.nioBuffer();
        received += in.remaining();
        while (in.hasRemaining()) {
            if (inData) {
                inflate(in, to);
            } else {
                inData = framing.read(in);
            }
        }
    }

    /// The body is complete.
    void finish() {
        boolean complete = gzip ? framing.complete() : inflater.finished();
        if (!complete && received > 0) {
            throw malformed("it ends early");
        }
    }

    private void inflate(ByteBuffer in, Body to) {
        if (inflater.finished()) {
            throw malformed("something follows its end");
        }
        inflater.setInput(in);
        try {
            while (!inflater.finished()) {
                int room = to.room(1);
                int at = to.end();
                int length = inflater.inflate(to.array(), at, room);
                framing.checksum(to.array(), at, length);
                to.written(length);
                if (length == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
                    break;
                }
            }
        } catch (DataFormatException e) {
            throw malformed(e.getMessage() == null ? "invalid data" : e.getMessage());
        }
        if (inflater.needsDictionary()) {
            throw malformed("it wants a dictionary");
        }
        if (gzip && inflater.finished()) {
            inflater.reset();
            framing.expectTrailer();
            inData = false;
        }
    }

    private static RefusedException malformed(String what) {
        return new RefusedException(Reason.MALFORMED, "the compressed body cannot be read: " + what);
    }

    @Override
    public void close() {
        inflater.end();
    }
}
