package ai.genops.spring;

import ai.genops.sdk.GenOps;
import ai.genops.sdk.GovernedMethod;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

/** Makes calls of annotated methods as their annotations say. */
final class GovernedInvocation implements MethodInterceptor {
    private record Called(Class<?> type, Method method) {}

    private final Supplier<GenOps> genops;
    private final Map<Called, GovernedMethod> known = new ConcurrentHashMap<>();

    GovernedInvocation(Supplier<GenOps> genops) {
        this.genops = genops;
    }

    @Override
    public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
        Object target = invocation.getThis();
        Class<?> type = target == null ? invocation.getMethod().getDeclaringClass() : target.getClass();
        GovernedMethod governed = known.computeIfAbsent(new Called(type, invocation.getMethod()), this::governed);
        return governed.call(invocation.getArguments(), invocation::proceed);
    }

    private GovernedMethod governed(Called called) {
        GovernedMethod governed = GovernedMethod.of(genops.get(), called.type, called.method);
        if (governed == null) {
            throw new IllegalStateException(called.method + " is not annotated");
        }
        return governed;
    }
}
