package ai.genops.spring.model;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Hands what a model's types declare to what governs it, and the rest to the model. What governs it is made at the first
 * call: rules that ask a model themselves can be made before.
 */
final class ModelInvocation implements MethodInterceptor {
    private final List<ModelKind<?>> kinds;
    private final Function<ModelKind<?>, Object> govern;
    private final Map<ModelKind<?>, Object> governed = new ConcurrentHashMap<>();

    ModelInvocation(List<ModelKind<?>> kinds, Function<ModelKind<?>, Object> govern) {
        this.kinds = kinds;
        this.govern = govern;
    }

    @Override
    public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
        Method called = invocation.getMethod();
        for (ModelKind<?> kind : kinds) {
            Method declared = ReflectionUtils.findMethod(kind.type(), called.getName(), called.getParameterTypes());
            if (declared != null) {
                Object model = governed.computeIfAbsent(kind, govern);
                return AopUtils.invokeJoinpointUsingReflection(model, declared, invocation.getArguments());
            }
        }
        return invocation.proceed();
    }
}
