package ai.genops.instrumentation.call;

import ai.genops.sdk.govern.ModelCall;
import org.jspecify.annotations.Nullable;

/**
 * One of a client's calls that cost something. Safe for concurrent use.
 *
 * @param <P> what is asked
 * @param <R> what is answered at once
 * @param <E> what is answered piece by piece
 */
public interface Endpoint<P, R, E> {
    Class<P> params();

    /** Of what it spends, for example `ai.embedding`. */
    String type(P params);

    /** Why a call that asks for this cannot be governed, and what to do about it; null: it can. */
    default @Nullable String ungoverned(P params) {
        return null;
    }

    /** What is known before it runs. */
    ModelCall call(P params);

    /**
     * Under which key that is kept whose cost its answer tells, where another call has begun it; null: it costs something
     * itself.
     */
    default @Nullable String settles(P params) {
        return null;
    }

    /** The same, so that a stream tells its usage. */
    default P forStreaming(P params) {
        return params;
    }

    /** Tells what an answer used, and what it says. */
    void tell(ClientCall call, R response);

    /** Reads what passes in a stream that was asked for so. */
    default Watch<E> watch(ClientCall call, P params) {
        throw new UnsupportedOperationException(type(params) + " is not streamed");
    }
}
