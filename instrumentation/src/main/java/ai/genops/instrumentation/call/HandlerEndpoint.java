package ai.genops.instrumentation.call;

/**
 * A call whose answer goes piece by piece to a handler among its arguments, and whose future tells its end.
 *
 * @param <P> what is asked
 * @param <E> what is answered piece by piece
 */
public interface HandlerEndpoint<P, E> extends Endpoint<P, Object, E> {
    /** The arguments, with each piece shown to the watch before the handler, and with the watch told if it is left. */
    Object[] watched(Object[] given, Watch<E> watch);

    @Override
    default P forStreaming(P params) {
        return params;
    }

    @Override
    default void tell(ClientCall call, Object response) {
        // The pieces have told it.
    }
}
