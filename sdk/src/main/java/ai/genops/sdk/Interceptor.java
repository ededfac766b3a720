package ai.genops.sdk;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Stands before an object and does what the annotations of its methods, or of its interface's, say. */
final class Interceptor implements InvocationHandler {
    private static final Object[] NONE = {};

    private final Object target;
    private final Map<Method, GovernedMethod> governed = new HashMap<>();

    private Interceptor(GenOps genops, Class<?> type, Object target) {
        this.target = target;
        for (Method method : type.getMethods()) {
            GovernedMethod found = GovernedMethod.of(genops, target.getClass(), method);
            if (found != null) {
                governed.put(method, found);
            }
        }
    }

    /**
     * The object behind its interface.
     *
     * @throws IllegalArgumentException if it is no interface, or an annotation says what cannot be
     */
    static <T> T wrap(GenOps genops, Class<T> type, T target) {
        if (!type.isInterface()) {
            throw new IllegalArgumentException(type.getName() + " is no interface; annotate an interface of it");
        }
        Interceptor interceptor = new Interceptor(genops, type, target);
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, interceptor));
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // A proxy is equal to itself alone.
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        Object[] given = arguments == null ? NONE : arguments;
        if (method.getDeclaringClass() == Object.class && method.getName().equals("equals")) {
            return proxy == given[0];
        }
        GovernedMethod found = governed.get(method);
        return found == null ? call(method, given) : found.call(given, () -> call(method, given));
    }

    private @Nullable Object call(Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
