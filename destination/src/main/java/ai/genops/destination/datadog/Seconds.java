package ai.genops.destination.datadog;

import ai.genops.destination.metrics.StateFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;

/// Gives each request a second of its own, later than all before, and the same again whenever the same request comes,
/// also after a crash. One thread.
final class Seconds {
    private final StateFile file;
    private final InstantSource clock;
    private String request = "";
    private long second;

    private Seconds(StateFile file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
    }

    static Seconds open(StateFile file, InstantSource clock) throws IOException {
        var seconds = new Seconds(file, clock);
        byte[] known = file.read();
        if (known != null) {
            String[] words = new String(known, StandardCharsets.UTF_8).split(" ", 2);
            seconds.second = Long.parseLong(words[0]);
            seconds.request = words[1];
        }
        return seconds;
    }

    /// Seconds since 1970. Durable when it returns.
    long of(String id) throws IOException {
        if (!id.equals(request)) {
            long next = Math.max(clock.millis() / 1000, second + 1);
            file.write((next + " " + id).getBytes(StandardCharsets.UTF_8));
            second = next;
            request = id;
        }
        return second;
    }
}
