package ai.genops.instrumentation.call;

import ai.genops.governance.price.Usage;
import ai.genops.sdk.govern.GovernanceException;
import org.jspecify.annotations.Nullable;

/** The end of a call that is answered at once. */
final class Answer<R> implements Ending {
    private final Endpoint<?, R, ?> endpoint;
    private final ClientCall call;

    Answer(Endpoint<?, R, ?> endpoint, ClientCall call) {
        this.endpoint = endpoint;
        this.call = call;
    }

    @Override
    @SuppressWarnings("unchecked") // The client's answer is the endpoint's.
    public void completed(@Nullable Object response) {
        try {
            if (response != null) {
                endpoint.tell(call, (R) response);
            }
        } catch (GovernanceException e) {
            call.failed(e);
            throw e;
        } catch (RuntimeException | LinkageError e) {
            // What cannot be read is not known: charged as reserved, and flagged incomplete, because nothing was told.
        } finally {
            call.end();
        }
    }

    @Override
    public void brokenOff(@Nullable Throwable thrown) {
        if (thrown == null) {
            call.brokenOff(-1, Usage.of(0, 0), 0);
        } else {
            call.failed(thrown);
        }
        call.end();
    }
}
