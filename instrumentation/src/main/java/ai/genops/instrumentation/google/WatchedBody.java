package ai.genops.instrumentation.google;

import ai.genops.instrumentation.call.ServerSentEvents;
import ai.genops.instrumentation.call.Watch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import okhttp3.MediaType;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import okio.ForwardingSource;
import okio.Okio;
import org.jspecify.annotations.Nullable;

/** The body of a streamed answer, whose server-sent events are shown to a watch while the client reads them. */
final class WatchedBody extends ResponseBody {
    private final ResponseBody body;
    private final BufferedSource source;

    WatchedBody(ResponseBody body, Watch<Map<?, ?>> watch) {
        this.body = body;
        this.source = Okio.buffer(new Watched(body.source(), watch));
    }

    @Override
    public @Nullable MediaType contentType() {
        return body.contentType();
    }

    @Override
    public long contentLength() {
        return body.contentLength();
    }

    @Override
    public BufferedSource source() {
        return source;
    }

    private static final class Watched extends ForwardingSource {
        private final Watch<Map<?, ?>> watch;
        private final ServerSentEvents events;

        Watched(BufferedSource source, Watch<Map<?, ?>> watch) {
            super(source);
            this.watch = watch;
            events = new ServerSentEvents(data -> watch.passes(Generated.tree(data.getBytes(StandardCharsets.UTF_8))));
        }

        @Override
        public long read(Buffer sink, long most) throws IOException {
            long count;
            try {
                count = super.read(sink, most);
            } catch (IOException | RuntimeException e) {
                watch.brokenOff(e);
                throw e;
            }
            if (count > 0) {
                Buffer copy = new Buffer();
                sink.copyTo(copy, sink.size() - count, count);
                events.write(copy.readByteArray(), 0, (int) count);
            } else if (count < 0) {
                events.end();
                watch.completed(null);
            }
            return count;
        }

        @Override
        public void close() throws IOException {
            watch.brokenOff(null);
            super.close();
        }
    }
}
