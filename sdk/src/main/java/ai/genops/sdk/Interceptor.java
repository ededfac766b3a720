package ai.genops.sdk;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Stands before an object and does what the annotations of its methods, or of its interface's, say. */
final class Interceptor implements InvocationHandler {
    private static final Object[] NONE = {};

    private final GenOps genops;
    private final Object target;
    private final Map<Method, AnnotatedMethod> annotated = new HashMap<>();

    private Interceptor(GenOps genops, Class<?> type, Object target) {
        this.genops = genops;
        this.target = target;
        for (Method method : type.getMethods()) {
            AnnotatedMethod own = AnnotatedMethod.of(implementation(method));
            AnnotatedMethod found = own == null ? AnnotatedMethod.of(method) : own;
            if (found != null) {
                annotated.put(method, found);
            }
        }
    }

    /**
     * The object behind its interface.
     *
     * @param policies the names there are
     * @throws IllegalArgumentException if it is no interface, or an annotation says what cannot be
     */
    static <T> T wrap(GenOps genops, Class<T> type, T target, Collection<String> policies) {
        if (!type.isInterface()) {
            throw new IllegalArgumentException(type.getName() + " is no interface; annotate an interface of it");
        }
        Interceptor interceptor = new Interceptor(genops, type, target);
        for (AnnotatedMethod method : interceptor.annotated.values()) {
            Set<String> unknown = new HashSet<>(method.policies());
            unknown.removeAll(policies);
            if (!unknown.isEmpty()) {
                throw new IllegalArgumentException("%s: @EnforcePolicy names %s; there are the policies %s"
                        .formatted(method.method(), unknown, policies));
            }
        }
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, interceptor));
    }

    private Method implementation(Method method) {
        try {
            return target.getClass().getMethod(method.getName(), method.getParameterTypes());
        } catch (NoSuchMethodException e) {
            return method;
        }
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // A proxy is equal to itself alone.
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        Object[] given = arguments == null ? NONE : arguments;
        if (method.getDeclaringClass() == Object.class && method.getName().equals("equals")) {
            return proxy == given[0];
        }
        AnnotatedMethod found = annotated.get(method);
        if (found == null) {
            return call(method, given);
        }
        OperationBuilder operation = found.operation(genops, given);
        return CompletionStage.class.isAssignableFrom(method.getReturnType())
                ? operation.callAsync(started -> later(started, found, given, method))
                : operation.call(started -> checked(started, found, called(method, given)));
    }

    private CompletionStage<@Nullable Object> later(
            Operation operation, AnnotatedMethod found, Object[] arguments, Method method) {
        try {
            Object stage = call(method, arguments);
            return stage instanceof CompletionStage<?> running
                    ? running.thenApply(result -> checked(operation, found, result))
                    : CompletableFuture.completedFuture(null);
        } catch (Throwable e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static @Nullable Object checked(Operation operation, AnnotatedMethod found, @Nullable Object result) {
        if (found.policy() != null && result instanceof CharSequence text) {
            operation.checkResponse(text.toString());
        }
        return result;
    }

    private @Nullable Object called(Method method, Object[] arguments) throws Exception {
        try {
            return call(method, arguments);
        } catch (Exception | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new InvocationTargetException(e);
        }
    }

    private @Nullable Object call(Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
