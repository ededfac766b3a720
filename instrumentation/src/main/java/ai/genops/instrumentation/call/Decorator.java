package ai.genops.instrumentation.call;

import ai.genops.sdk.GenOps;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Stands before a client and every service that is reached through it. Calls of its endpoints are governed; services that
 * cost nothing pass; everything else is refused, so that no call escapes unseen, unless that is allowed.
 */
public final class Decorator implements InvocationHandler {
    private static final Object[] NONE = {};

    private final Calls calls;
    private final Surface surface;
    private final Object target;

    private Decorator(Calls calls, Surface surface, Object target) {
        this.calls = calls;
        this.surface = surface;
        this.target = target;
    }

    /** The client, governed; one that is already stays as it is. */
    public static <T> T wrap(GenOps genops, Surface surface, Class<T> type, T client) {
        return isWrapped(client) ? client : type.cast(proxy(type, new Decorator(new Calls(genops), surface, client)));
    }

    private static boolean isWrapped(Object client) {
        return Proxy.isProxyClass(client.getClass()) && Proxy.getInvocationHandler(client) instanceof Decorator;
    }

    private static Object proxy(Class<?> type, Decorator decorator) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, decorator);
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // A proxy is equal to itself alone.
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        Object[] given = arguments == null ? NONE : arguments;
        Endpoint<?, ?, ?> endpoint = surface.endpoint(method, given);
        if (method.getDeclaringClass() == Object.class) {
            return method.getName().equals("equals") ? proxy == given[0] : Streams.invoke(target, method, given);
        }
        if (endpoint != null) {
            return governed(endpoint, method, given);
        }
        if (surface.isCall(method) && method.isDefault()) {
            // Its shorter forms come back here in the full one.
            return InvocationHandler.invokeDefault(proxy, method, given);
        }
        surface.check(method);
        Object result = Streams.invoke(target, method, given);
        boolean isService = surface.isService(method.getReturnType()) && surface.isGoverned(method);
        return result == null || !isService
                ? result
                : proxy(method.getReturnType(), new Decorator(calls, surface, result));
    }

    @SuppressWarnings("unchecked") // The client's answers and its streams' items are the endpoint's.
    private <P, R, E> @Nullable Object governed(Endpoint<P, R, E> endpoint, Method method, Object[] given)
            throws Throwable {
        P params = endpoint.params().cast(given[0]);
        String ungoverned = endpoint.ungoverned(params);
        if (ungoverned != null) {
            surface.refuse(ungoverned);
            return Streams.invoke(target, method, given);
        }
        if (RawResponse.isWhatComesOf(method)) {
            return raw(endpoint, params, method, given);
        }
        if (isStreaming(method)) {
            Object[] asked = forStreaming(endpoint, params, given);
            return calls.streamed(
                    endpoint,
                    params,
                    watch -> Streams.watched(method.getReturnType(), invoke(method, asked), (Watch<Object>) watch));
        }
        if (!CompletableFuture.class.isAssignableFrom(method.getReturnType())) {
            return calls.now(endpoint, params, () -> (R) invoke(method, given));
        }
        if (endpoint instanceof HandlerEndpoint<?, ?>) {
            HandlerEndpoint<P, E> handled = (HandlerEndpoint<P, E>) (Endpoint<P, ?, E>) endpoint;
            return calls.handled(handled, params, watch ->
                    (CompletableFuture<R>) invoke(method, handled.watched(given.clone(), watch)));
        }
        return calls.later(endpoint, params, () -> (CompletableFuture<R>) invoke(method, given));
    }

    /** What comes as it came over HTTP. */
    @SuppressWarnings("unchecked") // A stream's items are the endpoint's.
    private <P, R, E> @Nullable Object raw(Endpoint<P, R, E> endpoint, P params, Method method, Object[] given)
            throws Throwable {
        if (isStreaming(method) && !method.getName().equals("createStreaming")) {
            surface.refuse("`%s` as it comes over HTTP is not governed".formatted(method.getName()));
            return Streams.invoke(target, method, given);
        }
        Surface.Reading reading = surface.reading();
        boolean isLater = CompletableFuture.class.isAssignableFrom(method.getReturnType());
        if (isStreaming(method)) {
            Object[] asked = forStreaming(endpoint, params, given);
            return isLater
                    ? calls.streamedLater(
                            endpoint,
                            params,
                            watch -> later(method, asked)
                                    .thenApply(response ->
                                            RawResponse.streamed(method, response, reading, (Watch<Object>) watch)))
                    : calls.streamed(
                            endpoint,
                            params,
                            watch -> RawResponse.streamed(
                                    method, invoke(method, asked), reading, (Watch<Object>) watch));
        }
        RawEndpoint<P, R> whole = new RawEndpoint<>(endpoint);
        return isLater
                ? calls.later(
                        whole,
                        params,
                        () -> later(method, given).thenApply(response -> RawResponse.whole(method, response, reading)))
                : calls.now(whole, params, () -> RawResponse.whole(method, invoke(method, given), reading));
    }

    private static boolean isStreaming(Method method) {
        return method.getName().endsWith("Streaming");
    }

    private static <P> Object[] forStreaming(Endpoint<P, ?, ?> endpoint, P params, Object[] given) {
        Object[] asked = given.clone();
        asked[0] = endpoint.forStreaming(params);
        return asked;
    }

    @SuppressWarnings("unchecked") // Of a method that returns one.
    private CompletableFuture<Object> later(Method method, Object[] given) throws Throwable {
        return (CompletableFuture<Object>) invoke(method, given);
    }

    private Object invoke(Method method, Object[] given) throws Throwable {
        Object result = Streams.invoke(target, method, given);
        if (result == null) {
            throw new IllegalStateException(method + " came to nothing");
        }
        return result;
    }
}
