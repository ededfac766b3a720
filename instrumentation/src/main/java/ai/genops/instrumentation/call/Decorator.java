package ai.genops.instrumentation.call;

import ai.genops.governance.price.Usage;
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
        boolean isCreate = method.getName().equals("create") || method.getName().equals("createStreaming");
        Endpoint<?, ?, ?> endpoint = isCreate && given.length == 2 ? surface.endpoint(given[0]) : null;
        if (method.getDeclaringClass() == Object.class) {
            return method.getName().equals("equals") ? proxy == given[0] : Streams.invoke(target, method, given);
        }
        if (endpoint != null) {
            return governed(endpoint, method, given);
        }
        if (isCreate && method.isDefault()) {
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
        boolean isLater = CompletableFuture.class.isAssignableFrom(method.getReturnType());
        return isLater ? later(endpoint, params, method, given) : now(endpoint, params, method, given);
    }

    private <P, R, E> Object now(Endpoint<P, R, E> endpoint, P params, Method method, Object[] given) throws Throwable {
        ClientCall call = begin(endpoint, params);
        try {
            Object response = invoke(call, method, given);
            tell(endpoint, call, response);
            return response;
        } catch (Throwable e) {
            call.failed(e);
            throw e;
        } finally {
            call.end();
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // What is told at the end tells its failures itself.
    private <P, R, E> Object later(Endpoint<P, R, E> endpoint, P params, Method method, Object[] given)
            throws Throwable {
        ClientCall call;
        CompletableFuture<?> running;
        try {
            call = begin(endpoint, params);
        } catch (GovernanceException e) {
            return CompletableFuture.failedFuture(e);
        }
        try {
            running = (CompletableFuture<?>) invoke(call, method, given);
        } catch (Throwable e) {
            call.failed(e);
            call.end();
            throw e;
        }
        CompletableFuture<Object> told = new CompletableFuture<>();
        running.whenComplete((response, thrown) -> ended(endpoint, call, told, response, thrown));
        told.whenComplete((response, thrown) -> {
            if (told.isCancelled() && running.cancel(true)) {
                call.brokenOff(-1, Usage.of(0, 0), 0);
                call.end();
            }
        });
        return told;
    }

    private <P, R, E> void ended(
            Endpoint<P, R, E> endpoint,
            ClientCall call,
            CompletableFuture<Object> told,
            @Nullable Object response,
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

    private <P, R, E> Object streamed(Endpoint<P, R, E> endpoint, P params, Method method, Object[] given)
            throws Throwable {
        ClientCall call = begin(endpoint, params);
        try {
            Object[] asked = given.clone();
            asked[0] = endpoint.forStreaming(params);
            Object response = invoke(call, method, asked);
            @SuppressWarnings("unchecked") // The client's stream has the endpoint's items.
            Watch<Object> watch = (Watch<Object>) endpoint.watch(call, params);
            return Streams.watched(method.getReturnType(), response, watch);
        } catch (Throwable e) {
            call.failed(e);
            call.end();
            throw e;
        }
    }

    private <P, R, E> ClientCall begin(Endpoint<P, R, E> endpoint, P params) {
        ModelCall call = endpoint.call(params);
        return ClientCall.begin(genops, endpoint.type(), call);
    }

    @SuppressWarnings("try") // The scope is only closed.
    private Object invoke(ClientCall call, Method method, Object[] given) throws Throwable {
        try (Scope scope = call.context().makeCurrent()) {
            Object result = Streams.invoke(target, method, given);
            if (result == null) {
                throw new IllegalStateException(method + " came to nothing");
            }
            return result;
        }
    }

    /** What cannot be read of an answer is not known then; only policies may stop it. */
    @SuppressWarnings("unchecked") // The client's answer is the endpoint's.
    private static <P, R, E> void tell(Endpoint<P, R, E> endpoint, ClientCall call, Object response) {
        try {
            endpoint.tell(call, (R) response);
        } catch (GovernanceException e) {
            throw e;
        } catch (RuntimeException e) {
            // Charged as reserved, and flagged incomplete, because nothing was told.
        }
    }
}
