package ai.genops.observability.validate;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A step that is left behind when its time is up: name lookups and handshakes know no deadline of their own. */
final class Bounded {
    private Bounded() {}

    /**
     * @throws SocketTimeoutException if it takes longer
     * @throws InterruptedIOException if the caller is interrupted
     */
    static <T> T call(Duration limit, Callable<T> step) throws IOException {
        var task = new FutureTask<>(step);
        var thread = new Thread(task, "genops-validate");
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new SocketTimeoutException("no answer within " + limit.toMillis() + " ms");
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } finally {
            task.cancel(true);
        }
    }

    private static IOException failure(@Nullable Throwable cause) {
        if (cause instanceof IOException io) {
            return io;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return new IOException(cause);
    }
}
