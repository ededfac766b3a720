package ai.genops.instrumentation.google;

import io.opentelemetry.context.Context;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import okhttp3.Call;
import okhttp3.EventListener;
import org.jspecify.annotations.Nullable;

/**
 * Who makes each call: an HTTP client asks for a call's listener when the call is made, in the thread that makes it.
 * Thread-safe.
 */
final class Callers {
    record Caller(Context context, Thread thread) {
        /** Whether it waits for its call, and so gets what is thrown. */
        @SuppressWarnings("ReferenceEquality") // A thread is equal to itself alone.
        boolean isHere() {
            return thread == Thread.currentThread();
        }
    }

    private final Map<Call, Caller> callers = Collections.synchronizedMap(new WeakHashMap<>());

    /** A factory that gives the listeners of the other. */
    EventListener.Factory noting(EventListener.Factory listeners) {
        return call -> {
            callers.put(call, new Caller(Context.current(), Thread.currentThread()));
            return listeners.create(call);
        };
    }

    /** Null if it was not noted. */
    @Nullable
    Caller of(Call call) {
        return callers.remove(call);
    }
}
