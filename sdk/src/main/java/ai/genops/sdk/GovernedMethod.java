package ai.genops.sdk;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.stream.BaseStream;
import org.jspecify.annotations.Nullable;

/**
 * What {@link ai.genops.sdk.annotation} says of one method, for whatever stands before its calls: {@link GenOps#wrap}, or
 * a framework's interceptor. Immutable, safe for concurrent use.
 */
public final class GovernedMethod {
    private final GenOps genops;
    private final AnnotatedMethod annotated;
    private final boolean isLater;

    private GovernedMethod(GenOps genops, AnnotatedMethod annotated, boolean isLater) {
        this.genops = genops;
        this.annotated = annotated;
        this.isLater = isLater;
    }

    /** The call of the method itself. */
    @FunctionalInterface
    public interface Call {
        @Nullable
        Object proceed() throws Throwable;
    }

    /** Whether calls of the method on objects of that class are governed: it has an annotation, or one it implements has. */
    public static boolean isAnnotated(Class<?> type, Method method) {
        return AnnotatedMethod.isAnnotated(type, method);
    }

    /**
     * The method as it is called on objects of that class; null if neither it nor one that it implements is annotated.
     *
     * @throws IllegalArgumentException if an annotation says what cannot be: a policy that there is not, an estimate that
     *     is no amount, a result that comes piece by piece
     */
    public static @Nullable GovernedMethod of(GenOps genops, Class<?> type, Method method) {
        AnnotatedMethod found = AnnotatedMethod.find(type, method);
        if (found == null) {
            return null;
        }
        Set<String> unknown = new HashSet<>(found.policies());
        unknown.removeAll(genops.policyNames());
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("%s: @EnforcePolicy names %s; there are the policies %s"
                    .formatted(found.method(), unknown, genops.policyNames()));
        }
        if (comesInPieces(method.getReturnType())) {
            throw new IllegalArgumentException(
                    "%s: what returns a %s has not ended when it returns; start an operation inside it, and close it at the stream's end"
                            .formatted(found.method(), method.getReturnType().getSimpleName()));
        }
        return new GovernedMethod(genops, found, CompletionStage.class.isAssignableFrom(method.getReturnType()));
    }

    private static boolean comesInPieces(Class<?> type) {
        return Flow.Publisher.class.isAssignableFrom(type)
                || BaseStream.class.isAssignableFrom(type)
                || isReactive(type);
    }

    /** By its name, because the library need not be there. */
    private static boolean isReactive(Class<?> type) {
        boolean is = type.getName().equals("org.reactivestreams.Publisher");
        for (Class<?> parent : type.getInterfaces()) {
            is |= isReactive(parent);
        }
        return is || (type.getSuperclass() != null && isReactive(type.getSuperclass()));
    }

    /**
     * Makes the call inside an operation of its own.
     *
     * @param arguments of the method
     * @throws Throwable what the call throws, and what is thrown where rules are enforced
     */
    public @Nullable Object call(@Nullable Object[] arguments, Call call) throws Throwable {
        OperationBuilder operation = annotated.operation(genops, arguments);
        return isLater
                ? operation.callAsync(started -> later(started, call))
                : operation.call(started -> checked(started, now(call)));
    }

    private CompletionStage<@Nullable Object> later(Operation operation, Call call) {
        try {
            Object stage = call.proceed();
            return stage instanceof CompletionStage<?> running
                    ? running.thenApply(result -> checked(operation, result))
                    : CompletableFuture.completedFuture(null);
        } catch (Throwable e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private @Nullable Object checked(Operation operation, @Nullable Object result) {
        if (annotated.policy() != null && result instanceof CharSequence text) {
            operation.checkResponse(text.toString());
        }
        return result;
    }

    private static @Nullable Object now(Call call) throws Exception {
        try {
            return call.proceed();
        } catch (Exception | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new InvocationTargetException(e);
        }
    }
}
