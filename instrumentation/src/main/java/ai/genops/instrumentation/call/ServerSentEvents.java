package ai.genops.instrumentation.call;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;

/** Finds the events in a stream of bytes (WHATWG HTML, "Server-sent events"), and tells the data of each. For one thread at a time. */
public final class ServerSentEvents {
    private static final String DATA = "data:";

    private final Consumer<String> events;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final StringBuilder data = new StringBuilder();

    public ServerSentEvents(Consumer<String> events) {
        this.events = events;
    }

    /** What came next. */
    public void write(byte[] bytes, int from, int count) {
        int start = from;
        for (int i = from; i < from + count; i++) {
            if (bytes[i] == '\n') {
                line.write(bytes, start, i - start);
                endLine();
                start = i + 1;
            }
        }
        line.write(bytes, start, from + count - start);
    }

    /** Nothing more comes. */
    public void end() {
        endLine();
        endEvent();
    }

    private void endLine() {
        String text = line.toString(UTF_8).stripTrailing();
        line.reset();
        if (text.isEmpty()) {
            endEvent();
        } else if (text.startsWith(DATA)) {
            data.append(text, DATA.length(), text.length()).append('\n');
        }
    }

    private void endEvent() {
        if (data.length() > 0) {
            String event = data.toString();
            data.setLength(0);
            events.accept(event);
        }
    }
}
