package ai.genops.instrumentation.call;

import ai.genops.sdk.GenOps;
import ai.genops.sdk.govern.GovernanceException;
import ai.genops.sdk.govern.ModelCall;
import io.opentelemetry.context.Scope;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Stands before a client and every service that is reached through it. Calls of its endpoints are governed; services that
 * cost nothing pass; everything else is refused, so that no call escapes unseen, unless that is allowed.
 */
public final class Decorator implements InvocationHandler {
    private static final Object[] NONE = {};

    private final GenOps genops;
    private final Surface surface;
    private final Object target;

    private Decorator(GenOps genops, Surface surface, Object target) {
        this.genops = genops;
        this.surface = surface;
        this.target = target;
    }

    /** The client, governed; one that is already stays as it is. */
    public static <T> T wrap(GenOps genops, Surface surface, Class<T> type, T client) {
        return isWrapped(client) ? client : type.cast(proxy(type, new Decorator(genops, surface, client)));
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
                : proxy(method.getReturnType(), new Decorator(genops, surface, result));
    }

    private <P, R, E> @Nullable Object governed(Endpoint<P, R, E> endpoint, Method method, Object[] given)
            throws Throwable {
        P params = endpoint.params().cast(given[0]);
        if (method.getName().equals("createStreaming")) {
            return streamed(endpoint, params, method, given);
        }
        if (!CompletableFuture.class.isAssignableFrom(method.getReturnType())) {
            ClientCall call = begin(endpoint, params);
            return now(call, new Answer<>(endpoint, call), method, given);
        }
        try {
            ClientCall call = begin(endpoint, params);
            if (endpoint instanceof HandlerEndpoint<?, ?>) {
                @SuppressWarnings("unchecked") // It is of the same request and the same pieces.
                HandlerEndpoint<P, E> handled = (HandlerEndpoint<P, E>) (Endpoint<P, ?, E>) endpoint;
                Watch<E> watch = handled.watch(call, params);
                return later(call, watch, method, handled.watched(given.clone(), watch));
            }
            return later(call, new Answer<>(endpoint, call), method, given);
        } catch (GovernanceException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private Object now(ClientCall call, Ending ending, Method method, Object[] given) throws Throwable {
        Object response = started(call, ending, method, given);
        ending.completed(response);
        return response;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // What is told at the end tells its failures itself.
    private Object later(ClientCall call, Ending ending, Method method, Object[] given) throws Throwable {
        CompletableFuture<?> running = (CompletableFuture<?>) started(call, ending, method, given);
        CompletableFuture<@Nullable Object> told = new CompletableFuture<>();
        running.whenComplete((response, thrown) -> ended(ending, told, response, thrown));
        told.whenComplete((response, thrown) -> {
            if (told.isCancelled()) {
                running.cancel(true);
            }
        });
        return told;
    }

    private static void ended(
            Ending ending,
            CompletableFuture<@Nullable Object> told,
            @Nullable Object response,
            @Nullable Throwable thrown) {
        if (thrown != null) {
            Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
            ending.brokenOff(told.isCancelled() ? null : cause == null ? thrown : cause);
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

    private <P, R, E> Object streamed(Endpoint<P, R, E> endpoint, P params, Method method, Object[] given)
            throws Throwable {
        ClientCall call = begin(endpoint, params);
        Object[] asked = given.clone();
        asked[0] = endpoint.forStreaming(params);
        Object response = started(call, new Answer<>(endpoint, call), method, asked);
        @SuppressWarnings("unchecked") // The client's stream has the endpoint's items.
        Watch<Object> watch = (Watch<Object>) endpoint.watch(call, params);
        return Streams.watched(method.getReturnType(), response, watch);
    }

    private <P, R, E> ClientCall begin(Endpoint<P, R, E> endpoint, P params) {
        ModelCall call = endpoint.call(params);
        return ClientCall.begin(genops, endpoint.type(params), call);
    }

    @SuppressWarnings("try") // The scope is only closed.
    private Object started(ClientCall call, Ending ending, Method method, Object[] given) throws Throwable {
        try (Scope scope = call.context().makeCurrent()) {
            Object result = Streams.invoke(target, method, given);
            if (result == null) {
                throw new IllegalStateException(method + " came to nothing");
            }
            return result;
        } catch (Throwable e) {
            ending.brokenOff(e);
            throw e;
        }
    }
}
