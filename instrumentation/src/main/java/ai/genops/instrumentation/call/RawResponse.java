package ai.genops.instrumentation.call;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A response as it came over HTTP, of clients made by one generator: `HttpResponseFor` with `statusCode`, `headers`, `body` and
 * `parse`. They are alike in each client and of another type in each.
 */
final class RawResponse implements InvocationHandler {
    private final Object response;
    private final Supplier<Object> body;
    private final Supplier<Object> parse;
    private final Runnable left;
    private final @Nullable Object parsed;

    private RawResponse(
            Object response, Supplier<Object> body, Supplier<Object> parse, Runnable left, @Nullable Object parsed) {
        this.response = response;
        this.body = body;
        this.parse = parse;
        this.left = left;
        this.parsed = parsed;
    }

    static boolean isWhatComesOf(Method method) {
        return method.getDeclaringClass().getSimpleName().equals("WithRawResponse");
    }

    /**
     * One that has the whole answer. It is read at once, so that what it used is known whatever the application reads of it.
     *
     * @param method that it comes of
     */
    static Object whole(Method method, Object response, Surface.Reading reading) {
        ParameterizedType type = typeOf(method);
        try (InputStream in = (InputStream) call(response, type, "body")) {
            byte[] bytes = in.readAllBytes();
            Object parsed = reading.read(bytes, (Class<?>) type.getActualTypeArguments()[0]);
            return proxy(
                    type,
                    new RawResponse(response, () -> new ByteArrayInputStream(bytes), () -> parsed, () -> {}, parsed));
        } catch (IOException e) {
            // It has broken off, or is not what it should be: the client says so to who reads it.
            return proxy(
                    type,
                    new RawResponse(
                            response,
                            () -> call(response, type, "body"),
                            () -> call(response, type, "parse"),
                            () -> {},
                            null));
        }
    }

    /**
     * One whose answer comes piece by piece, to be read in either way.
     *
     * @param method that it comes of
     */
    static Object streamed(Method method, Object response, Surface.Reading reading, Watch<Object> watch) {
        ParameterizedType type = typeOf(method);
        ParameterizedType stream = (ParameterizedType) type.getActualTypeArguments()[0];
        Class<?> item = (Class<?>) stream.getActualTypeArguments()[0];
        ServerSentEvents events = new ServerSentEvents(data -> {
            try {
                watch.passes(reading.read(data.getBytes(UTF_8), item));
            } catch (IOException e) {
                // As that which says that nothing more comes.
            }
        });
        return proxy(
                type,
                new RawResponse(
                        response,
                        () -> new WatchedInput((InputStream) call(response, type, "body"), events, watch),
                        () -> Streams.watched((Class<?>) stream.getRawType(), call(response, type, "parse"), watch),
                        () -> watch.brokenOff(null),
                        null));
    }

    /** What the client would have made of one that has the whole answer. */
    static Object parsed(Object raw) {
        Object parsed = ((RawResponse) Proxy.getInvocationHandler(raw)).parsed;
        if (parsed == null) {
            throw new IllegalStateException("an answer that cannot be read");
        }
        return parsed;
    }

    /** `HttpResponseFor` of what is answered. */
    private static ParameterizedType typeOf(Method method) {
        Type type = method.getGenericReturnType();
        boolean isLater = CompletableFuture.class.isAssignableFrom(method.getReturnType());
        return (ParameterizedType) (isLater ? ((ParameterizedType) type).getActualTypeArguments()[0] : type);
    }

    private static Object proxy(ParameterizedType type, RawResponse handler) {
        Class<?> plain = (Class<?>) type.getRawType();
        return Proxy.newProxyInstance(plain.getClassLoader(), new Class<?>[] {plain}, handler);
    }

    /** Methods that throw nothing checked. */
    private static Object call(Object response, ParameterizedType type, String name) {
        try {
            Object result = Streams.invoke(response, ((Class<?>) type.getRawType()).getMethod(name), null);
            return Objects.requireNonNull(result);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("`" + name + "` of a response failed", e);
        }
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        return switch (method.getName()) {
            case "body" -> body.get();
            case "parse" -> parse.get();
            case "close" -> {
                left.run();
                yield Streams.invoke(response, method, arguments);
            }
            default ->
                method.isDefault()
                        ? InvocationHandler.invokeDefault(proxy, method, arguments)
                        : Streams.invoke(response, method, arguments);
        };
    }
}
