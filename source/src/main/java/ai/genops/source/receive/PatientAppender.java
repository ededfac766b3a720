package ai.genops.source.receive;

import ai.genops.source.AppendRefusedException;
import ai.genops.source.AppendRefusedException.Why;
import ai.genops.source.Appender;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/// Holds a request for a moment when the log is full, before the client is told to send it again: room comes in
/// pieces, and a request refused is received and checked twice. Safe for concurrent use.
public final class PatientAppender implements Appender {
    /// Well below the ten seconds after which OpenTelemetry's exporters give up.
    static final Duration LONGEST_HOLD = Duration.ofSeconds(1);

    private static final Duration BETWEEN = Duration.ofMillis(5);
    private static final int ATTEMPTS = (int) LONGEST_HOLD.dividedBy(BETWEEN);
    private static final Executor LATER =
            CompletableFuture.delayedExecutor(BETWEEN.toMillis(), TimeUnit.MILLISECONDS, Runnable::run);

    private final Appender log;

    public PatientAppender(Appender log) {
        this.log = log;
    }

    @Override
    public CompletionStage<Long> append(ByteBuffer... parts) {
        return append(ATTEMPTS, parts);
    }

    private CompletionStage<Long> append(int attemptsLeft, ByteBuffer... parts) {
        return log.append(parts)
                .exceptionallyCompose(failure -> attemptsLeft > 0 && isFull(failure)
                        ? CompletableFuture.supplyAsync(() -> append(attemptsLeft - 1, parts), LATER)
                                .thenCompose(again -> again)
                        : CompletableFuture.failedStage(failure));
    }

    private static boolean isFull(Throwable failure) {
        return switch (failure) {
            case AppendRefusedException refused -> refused.why() == Why.FULL;
            case CompletionException wrapped when wrapped.getCause() != null -> isFull(wrapped.getCause());
            default -> false;
        };
    }
}
