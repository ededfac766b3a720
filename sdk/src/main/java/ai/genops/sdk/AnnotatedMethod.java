package ai.genops.sdk;

import ai.genops.sdk.annotation.Budgeted;
import ai.genops.sdk.annotation.EnforcePolicy;
import ai.genops.sdk.annotation.Prompt;
import ai.genops.sdk.annotation.Tagged;
import ai.genops.sdk.annotation.TrackUsage;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the annotations of one method say. */
record AnnotatedMethod(
        Method method,
        @Nullable TrackUsage usage,
        @Nullable EnforcePolicy policy,
        @Nullable BigDecimal estimate) {

    static boolean isAnnotated(Class<?> type, Method method) {
        return forms(type, method).stream().anyMatch(AnnotatedMethod::hasAny);
    }

    /** The first of its forms that has any of them; null if none has. */
    static @Nullable AnnotatedMethod find(Class<?> type, Method method) {
        return forms(type, method).stream()
                .filter(AnnotatedMethod::hasAny)
                .findFirst()
                .map(AnnotatedMethod::of)
                .orElse(null);
    }

    private static boolean hasAny(Method method) {
        return method.isAnnotationPresent(TrackUsage.class)
                || method.isAnnotationPresent(EnforcePolicy.class)
                || method.isAnnotationPresent(Budgeted.class);
    }

    /** The method as the class has it, as it was named, and as its interfaces have it. */
    private static Set<Method> forms(Class<?> type, Method method) {
        Set<Method> forms = new LinkedHashSet<>();
        add(forms, type, method);
        forms.add(method);
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            interfaces(forms, at, method);
        }
        return forms;
    }

    private static void interfaces(Set<Method> forms, Class<?> type, Method method) {
        for (Class<?> parent : type.getInterfaces()) {
            add(forms, parent, method);
            interfaces(forms, parent, method);
        }
    }

    private static void add(Set<Method> forms, Class<?> type, Method method) {
        try {
            forms.add(type.getMethod(method.getName(), method.getParameterTypes()));
        } catch (NoSuchMethodException e) {
            // Not one of its.
        }
    }

    private static AnnotatedMethod of(Method method) {
        TrackUsage usage = method.getAnnotation(TrackUsage.class);
        EnforcePolicy policy = method.getAnnotation(EnforcePolicy.class);
        Budgeted budgeted = method.getAnnotation(Budgeted.class);
        return new AnnotatedMethod(method, usage, policy, budgeted == null ? null : estimate(method, budgeted));
    }

    private static BigDecimal estimate(Method method, Budgeted budgeted) {
        try {
            BigDecimal amount = new BigDecimal(budgeted.estimate());
            if (amount.signum() >= 0) {
                return amount;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new IllegalArgumentException("%s: `estimate` of @Budgeted must be an amount such as \"0.05\", is \"%s\""
                .formatted(method, budgeted.estimate()));
    }

    /** The policies it names; none: all. */
    List<String> policies() {
        return policy == null ? List.of() : List.of(policy.value());
    }

    /** The operation that a call with these arguments is. */
    OperationBuilder operation(GenOps genops, @Nullable Object[] arguments) {
        String usual = method.getDeclaringClass().getSimpleName() + "." + method.getName();
        OperationBuilder operation =
                genops.operation(usage == null || usage.value().isEmpty() ? usual : usage.value());
        if (usage != null) {
            operation
                    .type(usage.type())
                    .team(said(usage.team()))
                    .project(said(usage.project()))
                    .feature(said(usage.feature()));
            if (!usage.model().isEmpty()) {
                operation.model(said(usage.provider()), usage.model());
            }
        }
        if (policy != null) {
            operation.policies(policy.value());
        }
        if (estimate != null) {
            operation.estimate(estimate);
        }
        Annotation[][] parameters = method.getParameterAnnotations();
        for (int i = 0; i < parameters.length; i++) {
            take(operation, parameters[i], arguments[i]);
        }
        return operation;
    }

    private static void take(OperationBuilder operation, Annotation[] annotations, @Nullable Object argument) {
        for (Annotation annotation : annotations) {
            if (annotation instanceof Tagged tagged && argument != null) {
                operation.tag(tagged.value(), argument.toString());
            } else if (annotation instanceof Prompt && argument != null) {
                operation.prompt(argument.toString());
            }
        }
    }

    private static @Nullable String said(String text) {
        return text.isEmpty() ? null : text;
    }
}
