package ai.genops.instrumentation.call;

import java.io.IOException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a client offers.
 *
 * @param packages where its client and services are
 * @param calls the methods that call a model, by name
 * @param endpoints what is governed
 * @param ways methods that lead to what is governed, as `name` or `Type.name`
 * @param free methods that cost nothing, or lead to what costs nothing; a method that is in none of these may cost something
 * @param advice how to get round a refusal
 * @param refuses whether what is not governed is refused
 * @param reading how the client reads what comes over HTTP
 */
public record Surface(
        List<String> packages,
        Set<String> calls,
        List<Endpoint<?, ?, ?>> endpoints,
        Set<String> ways,
        Set<String> free,
        String advice,
        boolean refuses,
        Reading reading) {
    /** What a client makes of JSON. */
    @FunctionalInterface
    public interface Reading {
        /**
         * Reads it as that type.
         *
         * @throws IOException if it is none
         */
        Object read(byte[] json, Class<?> type) throws IOException;
    }

    /** The calls of clients whose services create what is answered. */
    public static final Set<String> CREATE = Set.of("create", "createStreaming");

    /** That of a client that does not show what comes over HTTP. */
    public Surface(
            List<String> packages,
            Set<String> calls,
            List<Endpoint<?, ?, ?>> endpoints,
            Set<String> ways,
            Set<String> free,
            String advice,
            boolean refuses) {
        this(packages, calls, endpoints, ways, free, advice, refuses, (json, type) -> {
            throw new IOException("nothing is read as " + type);
        });
    }

    /**
     * That of a model. A method that is not known here, as of a later version, does not reach the model unseen: it ends in one
     * that is governed.
     *
     * @param passes what only tells of the model
     */
    public static Surface of(Class<?> model, Set<String> passes, Endpoint<?, ?, ?> endpoint) {
        Set<String> calls = Arrays.stream(model.getMethods())
                .map(Method::getName)
                .filter(name -> !passes.contains(name))
                .collect(Collectors.toSet());
        return new Surface(List.of(), calls, List.of(endpoint), Set.of(), passes, "", false);
    }

    /** Whether it calls a model, in its full form or in a shorter one. */
    boolean isCall(Method method) {
        return calls.contains(method.getName());
    }

    /** What a call asks for; null if it is no call, or in a shorter form. */
    @Nullable
    Endpoint<?, ?, ?> endpoint(Method method, Object[] given) {
        if (isCall(method) && given.length > 0) {
            for (Endpoint<?, ?, ?> endpoint : endpoints) {
                if (endpoint.params().isInstance(given[0])) {
                    return endpoint;
                }
            }
        }
        return null;
    }

    boolean isService(Class<?> type) {
        return type.isInterface() && packages.stream().anyMatch(type.getName()::startsWith);
    }

    boolean isGoverned(Method method) {
        return isAmong(ways, method);
    }

    /**
     * Checks that a call may pass.
     *
     * @throws UnsupportedOperationException if it would cost something unseen
     */
    void check(Method method) {
        if (!isAmong(ways, method) && !isAmong(free, method)) {
            refuse("`%s` of %s is not governed"
                    .formatted(method.getName(), method.getDeclaringClass().getSimpleName()));
        }
    }

    /**
     * Refuses what is not governed, unless that is let through.
     *
     * @throws UnsupportedOperationException with why, and how to get round it
     */
    void refuse(String why) {
        if (refuses) {
            throw new UnsupportedOperationException(why + ": " + advice);
        }
    }

    private static boolean isAmong(Set<String> names, Method method) {
        Class<?> type = method.getDeclaringClass();
        // Of a service, for its responses as they come over HTTP.
        Class<?> service = type.getDeclaringClass() == null ? type : type.getDeclaringClass();
        return names.contains(method.getName()) || names.contains(service.getSimpleName() + "." + method.getName());
    }
}
