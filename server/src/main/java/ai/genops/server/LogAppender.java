package ai.genops.server;

import ai.genops.log.AppendException;
import ai.genops.log.Log;
import ai.genops.source.AppendRefusedException;
import ai.genops.source.AppendRefusedException.Why;
import ai.genops.source.Appender;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/// The log as sources see it.
record LogAppender(Log log) implements Appender {
    private static final Duration MOMENT = Duration.ofSeconds(1);
    private static final Duration WHILE = Duration.ofSeconds(5);

    @Override
    public CompletionStage<Long> append(ByteBuffer... parts) {
        return log.append(parts).exceptionallyCompose(failure -> CompletableFuture.failedFuture(refused(failure)));
    }

    private static Throwable refused(Throwable failure) {
        if (failure instanceof CompletionException && failure.getCause() != null) {
            return refused(failure.getCause());
        }
        if (!(failure instanceof AppendException reason)) {
            return failure;
        }
        return switch (reason) {
            case AppendException.Busy _ ->
                new AppendRefusedException(Why.BUSY, "too much is waiting for the disk", MOMENT);
            case AppendException.Full _ ->
                new AppendRefusedException(Why.FULL, "the log is full until a destination catches up", WHILE);
            case AppendException.DiskFailed _ ->
                new AppendRefusedException(Why.UNAVAILABLE, "the log cannot be written at the moment", WHILE);
            case AppendException.TooLarge _ ->
                new AppendRefusedException(Why.TOO_LARGE, "larger than a record of the log may be", Duration.ZERO);
            case AppendException.Closed _ ->
                new AppendRefusedException(Why.UNAVAILABLE, "the server is stopping", MOMENT);
        };
    }
}
