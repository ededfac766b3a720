package ai.genops.demo;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// Runs tasks side by side.
final class Together {
    private Together() {}

    @FunctionalInterface
    interface Task {
        void run() throws InterruptedException, IOException, RefusedException;
    }

    /// Returns when all have ended. If one fails, or the caller is interrupted, the others are interrupted and waited
    /// for, and the failure is thrown.
    static void run(List<Task> tasks) throws InterruptedException, IOException, RefusedException {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var ended = new ExecutorCompletionService<Void>(executor);
            tasks.forEach(task -> ended.submit(() -> {
                task.run();
                return null;
            }));
            try {
                for (int i = 0; i < tasks.size(); i++) {
                    ended.take().get();
                }
            } catch (ExecutionException e) {
                executor.shutdownNow();
                throw rethrown(e.getCause());
            } catch (InterruptedException e) {
                executor.shutdownNow();
                throw e;
            }
        }
    }

    private static RuntimeException rethrown(@Nullable Throwable cause)
            throws InterruptedException, IOException, RefusedException {
        return switch (cause) {
            case InterruptedException e -> throw e;
            case IOException e -> throw e;
            case RefusedException e -> throw e;
            case RuntimeException e -> e;
            case Error e -> throw e;
            case null, default -> new IllegalStateException(cause);
        };
    }
}
