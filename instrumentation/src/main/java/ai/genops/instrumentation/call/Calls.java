package ai.genops.instrumentation.call;

import ai.genops.sdk.GenOps;
import ai.genops.sdk.Operation;
import ai.genops.sdk.govern.GovernanceException;
import ai.genops.sdk.govern.ModelCall;
import io.opentelemetry.context.Scope;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Makes calls of endpoints, governed: at once, later, or piece by piece. Thread-safe. */
public final class Calls {
    /**
     * What a client does, in the context of its call.
     *
     * @param <T> what it comes to
     * @param <X> what it throws
     */
    @FunctionalInterface
    public interface Work<T, X extends Throwable> {
        T run() throws X;
    }

    /** As {@link Work}, of what comes piece by piece: the watch has to be told each item and the end. */
    @FunctionalInterface
    public interface Streaming<E, T, X extends Throwable> {
        T run(Watch<E> watch) throws X;
    }

    private static final int MOST_SETTLED = 10_000;

    private final GenOps genops;
    /** The newest keys of what was settled here. */
    private final Set<String> settled =
            Collections.synchronizedSet(Collections.newSetFromMap(new LinkedHashMap<String, Boolean>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                    return size() > MOST_SETTLED;
                }
            }));

    public Calls(GenOps genops) {
        this.genops = genops;
    }

    /**
     * A call whose answer is there when it returns.
     *
     * @throws GovernanceException if rules are enforced and it must not run, or its answer must not be used
     * @throws X what the work throws
     */
    public <P, R, X extends Throwable> R now(Endpoint<P, R, ?> endpoint, P params, Work<R, X> work) throws X {
        ClientCall call = begin(endpoint, params);
        Ending ending = new Answer<>(endpoint, call);
        R response = within(call, ending, work);
        ending.completed(response);
        return response;
    }

    /**
     * A call whose answer comes later. What must not run is a failed future; cancelling the future cancels the work.
     *
     * @throws X what the work throws
     */
    public <P, R, X extends Throwable> CompletableFuture<R> later(
            Endpoint<P, R, ?> endpoint, P params, Work<CompletableFuture<R>, X> work) throws X {
        return later(endpoint, params, call -> later(call, new Answer<>(endpoint, call), work));
    }

    /**
     * A call that is answered piece by piece to a handler, and whose future tells its end. Else as {@link #later}.
     *
     * @throws X what the work throws
     */
    public <P, E, R, X extends Throwable> CompletableFuture<R> handled(
            Endpoint<P, ?, E> endpoint, P params, Streaming<E, CompletableFuture<R>, X> work) throws X {
        return later(endpoint, params, call -> {
            Watch<E> watch = endpoint.watch(call, params);
            return later(call, watch, () -> work.run(watch));
        });
    }

    /** What runs once a call has begun. */
    @FunctionalInterface
    private interface Begun<T, X extends Throwable> {
        T run(ClientCall call) throws X;
    }

    private <P, T, X extends Throwable> CompletableFuture<T> later(
            Endpoint<P, ?, ?> endpoint, P params, Begun<CompletableFuture<T>, X> begun) throws X {
        ClientCall call;
        try {
            call = begin(endpoint, params);
        } catch (GovernanceException e) {
            return CompletableFuture.failedFuture(e);
        }
        return begun.run(call);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // What is told at the end tells its failures itself.
    private static <R, X extends Throwable> CompletableFuture<R> later(
            ClientCall call, Ending ending, Work<CompletableFuture<R>, X> work) throws X {
        CompletableFuture<R> running = within(call, ending, work);
        CompletableFuture<R> told = new CompletableFuture<>();
        running.whenComplete((response, thrown) -> ended(ending, told, response, thrown));
        told.whenComplete((response, thrown) -> {
            if (told.isCancelled()) {
                running.cancel(true);
            }
        });
        return told;
    }

    private static <R> void ended(
            Ending ending, CompletableFuture<R> told, @Nullable R response, @Nullable Throwable thrown) {
        if (thrown != null) {
            ending.brokenOff(told.isCancelled() ? null : cause(thrown));
            told.completeExceptionally(thrown);
            return;
        }
        try {
            ending.completed(response);
            told.complete(response);
        } catch (RuntimeException e) {
            told.completeExceptionally(e);
        }
    }

    /**
     * A call that is answered piece by piece. It is settled when the work throws, or by its watch.
     *
     * @throws GovernanceException if rules are enforced and it must not run
     * @throws X what the work throws
     */
    public <P, E, T, X extends Throwable> T streamed(Endpoint<P, ?, E> endpoint, P params, Streaming<E, T, X> work)
            throws X {
        ClientCall call = begin(endpoint, params);
        Watch<E> watch = endpoint.watch(call, params);
        return within(call, watch, () -> work.run(watch));
    }

    /**
     * As {@link #streamed}, where the stream comes later. What must not run is a failed future.
     *
     * @throws X what the work throws
     */
    public <P, E, T, X extends Throwable> CompletableFuture<T> streamedLater(
            Endpoint<P, ?, E> endpoint, P params, Streaming<E, CompletableFuture<T>, X> work) throws X {
        return later(endpoint, params, call -> {
            Watch<E> watch = endpoint.watch(call, params);
            return later(call, new Beginning(watch), () -> work.run(watch));
        });
    }

    /** That a stream has come does not end its call. */
    private record Beginning(Ending stream) implements Ending {
        @Override
        public void completed(@Nullable Object response) {}

        @Override
        public void brokenOff(@Nullable Throwable thrown) {
            stream.brokenOff(thrown);
        }
    }

    private static Throwable cause(Throwable thrown) {
        Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
        return cause == null ? thrown : cause;
    }

    private <P> ClientCall begin(Endpoint<P, ?, ?> endpoint, P params) {
        String type = endpoint.type(params);
        ModelCall call = endpoint.call(params);
        String key = endpoint.settles(params);
        if (key == null) {
            return ClientCall.begin(genops, type, call);
        }
        return ClientCall.telling(call, settled.contains(key) ? null : new Telling(type, call, key));
    }

    private final class Telling implements ClientCall.Settling {
        private final String type;
        private final ModelCall call;
        private final String key;

        Telling(String type, ModelCall call, String key) {
            this.type = type;
            this.call = call;
            this.key = key;
        }

        @Override
        public Operation start() {
            return genops.operation(call.operation())
                    .type(type)
                    .model(call.provider(), call.model())
                    .serviceTier(call.serviceTier())
                    .startSettling(key);
        }

        @Override
        public void settled() {
            settled.add(key);
        }
    }

    @SuppressWarnings("try") // The scope is only closed.
    private static <T, X extends Throwable> T within(ClientCall call, Ending ending, Work<T, X> work) throws X {
        try (Scope scope = call.context().makeCurrent()) {
            return work.run();
        } catch (Throwable e) {
            ending.brokenOff(e);
            throw e;
        }
    }
}
