package ai.genops.instrumentation.call;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Iterator;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The responses that come piece by piece, of clients made by one generator: `StreamResponse` with `stream` and `close`,
 * `AsyncStreamResponse` with `subscribe` and `close`. They are alike in each client and of another type in each.
 */
final class Streams {
    private Streams() {}

    /** The response, watched. */
    static Object watched(Class<?> type, Object response, Watch<Object> watch) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            String name = method.getName();
            if (name.equals("subscribe")) {
                arguments[0] = listening(method.getParameterTypes()[0], arguments[0], watch);
                invoke(response, method, arguments);
                return proxy;
            }
            if (name.equals("close")) {
                watch.brokenOff(null);
            }
            if (method.isDefault()) {
                return InvocationHandler.invokeDefault(proxy, method, arguments);
            }
            Object result = invoke(response, method, arguments);
            return result instanceof Stream<?> items ? watched(items, watch) : result;
        };
        return proxy(type, handler);
    }

    /** What is told of each item, and of the end. */
    private static Object listening(Class<?> type, Object listener, Watch<Object> watch) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            if (method.getName().equals("onNext") && !watch.passes(arguments[0])) {
                return null;
            }
            if (method.getName().equals("onComplete")) {
                arguments[0] = ended(watch, (Optional<?>) arguments[0]);
            }
            return invoke(listener, method, arguments);
        };
        return proxy(type, handler);
    }

    private static Optional<?> ended(Watch<Object> watch, Optional<?> thrown) {
        if (thrown.isPresent()) {
            watch.brokenOff((Throwable) thrown.get());
            return thrown;
        }
        try {
            watch.completed(null);
            return thrown;
        } catch (RuntimeException e) {
            return Optional.of(e);
        }
    }

    private static Stream<Object> watched(Stream<?> items, Watch<Object> watch) {
        Iterator<?> source = items.iterator();
        Spliterator<Object> passing =
                new Spliterators.AbstractSpliterator<>(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL) {
                    @Override
                    public boolean tryAdvance(Consumer<? super Object> action) {
                        Object item = next(source, watch);
                        if (item != null) {
                            action.accept(item);
                        }
                        return item != null;
                    }
                };
        return StreamSupport.stream(passing, false).onClose(() -> {
            watch.brokenOff(null);
            items.close();
        });
    }

    /** The next item that the application may see; null at the end. */
    private static @Nullable Object next(Iterator<?> source, Watch<Object> watch) {
        try {
            while (source.hasNext()) {
                Object item = source.next();
                if (watch.passes(item)) {
                    return item;
                }
            }
        } catch (RuntimeException e) {
            watch.brokenOff(e);
            throw e;
        }
        watch.completed(null);
        return null;
    }

    private static Object proxy(Class<?> type, InvocationHandler handler) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler);
    }

    static @Nullable Object invoke(Object target, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
