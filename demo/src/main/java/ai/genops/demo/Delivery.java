package ai.genops.demo;

import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.util.List;

/// Sends batches one after another, each until the server has it. A server that is down, busy or restarting is waited
/// for without end; a batch whose fate is unknown is sent again, under the same ids.
final class Delivery {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final OtlpClient client;
    private final Pause pause;
    private final Progress progress;

    Delivery(OtlpClient client, Pause pause, Progress progress) {
        this.client = client;
        this.pause = pause;
        this.progress = progress;
    }

    void deliver(List<SpanData> batch) throws InterruptedException, RefusedException {
        Duration patience = FIRST_PAUSE;
        while (!delivered(batch, patience)) {
            patience = min(patience.multipliedBy(2), LONGEST_PAUSE);
        }
        progress.accepted(batch.size());
    }

    private boolean delivered(List<SpanData> batch, Duration patience) throws InterruptedException, RefusedException {
        return switch (client.send(batch)) {
            case Answer.Accepted() -> true;
            case Answer.Unavailable(var reason, var asked) -> {
                Duration wait = asked.isZero() ? patience : asked;
                progress.waiting(reason, wait);
                pause.of(wait);
                yield false;
            }
            case Answer.Refused(var reason) -> throw new RefusedException(reason);
        };
    }

    private static Duration min(Duration left, Duration right) {
        return left.compareTo(right) < 0 ? left : right;
    }
}
