package ai.genops.instrumentation.call;

import ai.genops.sdk.govern.ModelCall;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint whose answers are shown to the application as they came.
 *
 * @param <P> what is asked
 * @param <R> what is answered at once
 */
record RawEndpoint<P, R>(Endpoint<P, R, ?> endpoint) implements Endpoint<P, Object, Object> {
    @Override
    public Class<P> params() {
        return endpoint.params();
    }

    @Override
    public String type(P params) {
        return endpoint.type(params);
    }

    @Override
    public ModelCall call(P params) {
        return endpoint.call(params);
    }

    @Override
    public @Nullable String settles(P params) {
        return endpoint.settles(params);
    }

    @Override
    @SuppressWarnings("unchecked") // The client's answer is the endpoint's.
    public void tell(ClientCall call, Object response) {
        endpoint.tell(call, (R) RawResponse.parsed(response));
    }
}
