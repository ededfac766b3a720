package ai.genops.sdk;

import org.jspecify.annotations.Nullable;

/**
 * What an operation does.
 *
 * @param <T> what it comes to
 * @param <X> what it may throw
 */
@FunctionalInterface
public interface Work<T extends @Nullable Object, X extends Exception> {
    T run(Operation operation) throws X;
}
