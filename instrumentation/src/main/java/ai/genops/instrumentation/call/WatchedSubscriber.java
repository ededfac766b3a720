package ai.genops.instrumentation.call;

import ai.genops.sdk.govern.GovernanceException;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a reactive stream and who subscribes. The source works in the context of the call, the subscriber in his
 * own: what he asks of a model next is another call. As with every subscriber, its signals come one after the other.
 *
 * @param <E> its items
 */
public final class WatchedSubscriber<E> implements Subscriber<E>, Subscription {
    private final Subscriber<? super E> subscriber;
    private final Watch<? super E> watch;
    private final Context caller;
    private final Context call;
    private @Nullable Subscription source;

    /**
     * Made in the context of the call.
     *
     * @param caller the subscriber's context
     */
    public WatchedSubscriber(Subscriber<? super E> subscriber, Watch<? super E> watch, Context caller) {
        this.subscriber = subscriber;
        this.watch = watch;
        this.caller = caller;
        this.call = Context.current();
    }

    @Override
    public void onSubscribe(Subscription told) {
        source = told;
        in(caller, () -> subscriber.onSubscribe(this));
    }

    @Override
    public void onNext(E item) {
        if (watch.passes(item)) {
            in(caller, () -> subscriber.onNext(item));
        } else {
            request(1);
        }
    }

    @Override
    public void onError(Throwable thrown) {
        watch.brokenOff(thrown);
        in(caller, () -> subscriber.onError(thrown));
    }

    @Override
    public void onComplete() {
        try {
            watch.completed();
        } catch (GovernanceException e) {
            in(caller, () -> subscriber.onError(e));
            return;
        }
        in(caller, subscriber::onComplete);
    }

    @Override
    public void request(long count) {
        Subscription told = source;
        if (told != null) {
            in(call, () -> told.request(count));
        }
    }

    /** A stream that is cancelled has no end that is told. */
    @Override
    public void cancel() {
        if (source != null) {
            source.cancel();
        }
        watch.brokenOff(null);
    }

    @SuppressWarnings("try") // The scope is only closed.
    private static void in(Context context, Runnable work) {
        try (Scope scope = context.makeCurrent()) {
            work.run();
        }
    }
}
