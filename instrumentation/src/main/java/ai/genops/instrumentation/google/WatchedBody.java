package ai.genops.instrumentation.google;

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
    private static final byte LINE_FEED = '\n';

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
        private final Buffer lines = new Buffer();
        private final StringBuilder data = new StringBuilder();

        Watched(BufferedSource source, Watch<Map<?, ?>> watch) {
            super(source);
            this.watch = watch;
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
                sink.copyTo(lines, sink.size() - count, count);
                readLines();
            } else if (count < 0) {
                line(lines.readString(StandardCharsets.UTF_8));
                line("");
                watch.completed(null);
            }
            return count;
        }

        private void readLines() throws IOException {
            for (long end = lines.indexOf(LINE_FEED); end >= 0; end = lines.indexOf(LINE_FEED)) {
                String line = lines.readString(end + 1, StandardCharsets.UTF_8);
                line(line.stripTrailing());
            }
        }

        /** An empty line ends an event. */
        private void line(String line) {
            if (line.startsWith("data:")) {
                data.append(line, "data:".length(), line.length()).append('\n');
            } else if (line.isEmpty() && data.length() > 0) {
                watch.passes(Generated.tree(data.toString().getBytes(StandardCharsets.UTF_8)));
                data.setLength(0);
            }
        }

        @Override
        public void close() throws IOException {
            watch.brokenOff(null);
            super.close();
        }
    }
}
