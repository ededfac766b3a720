package ai.genops.instrumentation.call;

import java.io.IOException;
import java.io.InputStream;

/** The body of a streamed response, whose events are shown to a watch while the application reads them. For one thread. */
final class WatchedInput extends InputStream {
    private final InputStream source;
    private final ServerSentEvents events;
    private final Watch<?> watch;

    WatchedInput(InputStream source, ServerSentEvents events, Watch<?> watch) {
        this.source = source;
        this.events = events;
        this.watch = watch;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] bytes, int from, int most) throws IOException {
        int count;
        try {
            count = source.read(bytes, from, most);
        } catch (IOException | RuntimeException e) {
            watch.brokenOff(e);
            throw e;
        }
        if (count >= 0) {
            events.write(bytes, from, count);
        } else {
            events.end();
            watch.completed();
        }
        return count;
    }

    @Override
    public int available() throws IOException {
        return source.available();
    }

    @Override
    public void close() throws IOException {
        watch.brokenOff(null);
        source.close();
    }
}
