package ai.genops.source.receive;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpObject;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.stream.SubscriptionOption;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/// Collects a request's body, inflated. What arrives after it has failed is dropped unseen.
public final class BodyReader implements Subscriber<HttpObject> {
    private final Body body;
    private final @Nullable Inflation inflation;
    private final CompletableFuture<Body> complete = new CompletableFuture<>();

    private BodyReader(Body body, @Nullable Inflation inflation) {
        this.body = body;
        this.inflation = inflation;
    }

    /// The body, which the caller then owns; fails with [RefusedException].
    ///
    /// @param encoding the name that a Content-Encoding header has; null for none
    public static CompletableFuture<Body> readEncoded(
            ServiceRequestContext context, HttpRequest request, Body into, @Nullable String encoding) {
        Admission.Encoding known;
        try {
            known = Admission.encoding(encoding);
        } catch (RefusedException e) {
            into.release();
            throw e;
        }
        return read(context, request, into, known.inflation());
    }

    /// The same.
    static CompletableFuture<Body> read(
            ServiceRequestContext context, HttpRequest request, Body into, @Nullable Inflation inflation) {
        BodyReader reader = new BodyReader(into, inflation);
        request.subscribe(reader, context.eventLoop().withoutContext(), SubscriptionOption.WITH_POOLED_OBJECTS);
        return reader.complete;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(HttpObject part) {
        if (!(part instanceof HttpData data)) {
            return;
        }
        try (data) {
            if (complete.isDone()) {
                return;
            }
            if (inflation == null) {
                body.write(data.byteBuf());
            } else {
                inflation.write(data.byteBuf(), body);
            }
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    @Override
    public void onError(Throwable failure) {
        fail(new RefusedException(Reason.ABORTED, "the request ended early"));
    }

    @Override
    public void onComplete() {
        if (complete.isDone()) {
            return;
        }
        try {
            if (inflation != null) {
                inflation.finish();
                inflation.close();
            }
            complete.complete(body);
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    private void fail(RuntimeException failure) {
        if (!complete.isDone()) {
            body.release();
            if (inflation != null) {
                inflation.close();
            }
            complete.completeExceptionally(failure);
        }
    }
}
