package ai.genops.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/// The whole history as a receiver got it, sent once for all tests that only look.
final class Received {
    private static final List<ReceivedSpan> HISTORY = receive();

    private Received() {}

    static List<ReceivedSpan> history() {
        return HISTORY;
    }

    private static List<ReceivedSpan> receive() {
        try {
            Path folder = Files.createTempDirectory("demo-history");
            try (var receiver = new Receiver();
                    var bench = new Bench(folder)) {
                bench.replay(receiver.traces()).history();
                return check(receiver::spans, receiver.problems());
            } finally {
                Files.deleteIfExists(folder.resolve("replay.properties"));
                Files.deleteIfExists(folder);
            }
        } catch (IOException | RefusedException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<ReceivedSpan> check(Supplier<List<ReceivedSpan>> spans, List<String> problems) {
        if (!problems.isEmpty()) {
            throw new IllegalStateException(problems.toString());
        }
        return spans.get();
    }
}
