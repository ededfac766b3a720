package ai.genops.instrumentation.call;

import ai.genops.governance.price.Usage;
import ai.genops.sdk.GenOps;
import ai.genops.sdk.govern.GovernanceException;
import io.opentelemetry.context.Scope;
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

    private final GenOps genops;

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
        try {
            R response = within(call, work);
            tell(endpoint, call, response);
            return response;
        } catch (Throwable e) {
            call.failed(e);
            throw e;
        } finally {
            call.end();
        }
    }

    /**
     * A call whose answer comes later. What must not run is a failed future; cancelling the future cancels the work.
     *
     * @throws X what the work throws
     */
    @SuppressWarnings("FutureReturnValueIgnored") // What is told at the end tells its failures itself.
    public <P, R, X extends Throwable> CompletableFuture<R> later(
            Endpoint<P, R, ?> endpoint, P params, Work<CompletableFuture<R>, X> work) throws X {
        ClientCall call;
        CompletableFuture<R> running;
        try {
            call = begin(endpoint, params);
        } catch (GovernanceException e) {
            return CompletableFuture.failedFuture(e);
        }
        try {
            running = within(call, work);
        } catch (Throwable e) {
            call.failed(e);
            call.end();
            throw e;
        }
        CompletableFuture<R> told = new CompletableFuture<>();
        running.whenComplete((response, thrown) -> ended(endpoint, call, told, response, thrown));
        told.whenComplete((response, thrown) -> {
            if (told.isCancelled() && running.cancel(true)) {
                call.brokenOff(-1, Usage.of(0, 0), 0);
                call.end();
            }
        });
        return told;
    }

    private static <P, R> void ended(
            Endpoint<P, R, ?> endpoint,
            ClientCall call,
            CompletableFuture<R> told,
            @Nullable R response,
            @Nullable Throwable thrown) {
        if (told.isCancelled()) {
            return;
        }
        Throwable failure = thrown;
        try {
            if (response != null) {
                tell(endpoint, call, response);
            }
        } catch (GovernanceException e) {
            failure = e;
        }
        if (failure != null) {
            Throwable cause = failure.getCause();
            call.failed(failure instanceof CompletionException && cause != null ? cause : failure);
        }
        call.end();
        if (failure != null) {
            told.completeExceptionally(failure);
        } else {
            told.complete(response);
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
        try {
            Watch<E> watch = endpoint.watch(call, params);
            return within(call, () -> work.run(watch));
        } catch (Throwable e) {
            call.failed(e);
            call.end();
            throw e;
        }
    }

    private <P> ClientCall begin(Endpoint<P, ?, ?> endpoint, P params) {
        return ClientCall.begin(genops, endpoint.type(), endpoint.call(params));
    }

    @SuppressWarnings("try") // The scope is only closed.
    private static <T, X extends Throwable> T within(ClientCall call, Work<T, X> work) throws X {
        try (Scope scope = call.context().makeCurrent()) {
            return work.run();
        }
    }

    /** What cannot be read of an answer, of a version that is not known here for example, is not known then. */
    private static <P, R> void tell(Endpoint<P, R, ?> endpoint, ClientCall call, R response) {
        try {
            endpoint.tell(call, response);
        } catch (GovernanceException e) {
            throw e;
        } catch (RuntimeException | LinkageError e) {
            // Charged as reserved, and flagged incomplete, because nothing was told.
        }
    }
}
