package ai.genops.destination.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/// An HTTP server on loopback that misbehaves on request. Every request is recorded; the answers that wait in line
/// are given first, one per request, then the usual one. Keeps its port when it goes [#down] and [#up] again.
public final class FaultyServer implements AutoCloseable {
    private final Function<Received, Answer> usual;
    private final Consumer<Received> strictness;
    private Predicate<Received> about = _ -> true;
    private final Queue<Answer> waiting = new ConcurrentLinkedQueue<>();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final List<Received> taken = new CopyOnWriteArrayList<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private @Nullable HttpServer server;
    private int port;

    /// What is done with a request. It ends the exchange's answer; the connection is closed after it if it has not.
    @FunctionalInterface
    public interface Answer {
        void give(HttpExchange exchange) throws IOException;

        /// The same, by the request, whose body the exchange no longer has.
        default void give(HttpExchange exchange, Received request) throws IOException {
            give(exchange);
        }
    }

    private record Refusing(Answer answer) implements Answer {
        @Override
        public void give(HttpExchange exchange) throws IOException {
            answer.give(exchange);
        }
    }

    private record None() implements Answer {
        @Override
        public void give(HttpExchange exchange) {
            throw new IllegalStateException("the usual answer is given instead");
        }
    }

    private record TakenButBroken() implements Answer {
        @Override
        public void give(HttpExchange exchange) {
            exchange.close();
        }
    }

    /// A server that answers `usual` when nothing else is asked of it.
    public FaultyServer(Function<Received, Answer> usual) {
        this(usual, _ -> {});
    }

    /// @param strictness looks at every request; what it throws is a complaint, which [#close] fails with
    public FaultyServer(Function<Received, Answer> usual, Consumer<Received> strictness) {
        this.usual = usual;
        this.strictness = strictness;
        up();
    }

    /// Only such requests are recorded and get the answers that wait in line; all others get the usual one.
    public FaultyServer about(Predicate<Received> requests) {
        about = requests;
        return this;
    }

    /// The answers to the next requests, one each.
    public FaultyServer next(Answer... answers) {
        waiting.addAll(List.of(answers));
        return this;
    }

    public int port() {
        return port;
    }

    /// `http://127.0.0.1:4711`, without a slash at the end.
    public String address() {
        return "http://127.0.0.1:" + port;
    }

    /// All requests, in the order they came in.
    public List<Received> received() {
        return List.copyOf(received);
    }

    /// Those that got the usual answer, or were taken although the sender could not know.
    public List<Received> taken() {
        return List.copyOf(taken);
    }

    /// Refuses connections from now on, and breaks those there are.
    public void down() {
        if (server != null) {
            server.stop(0);
            server = null;
        }
    }

    /// Listens, on the same port as before.
    public void up() {
        try {
            var fresh = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            fresh.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            fresh.createContext("/", this::handle);
            fresh.start();
            server = fresh;
            port = fresh.getAddress().getPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// An answer with a status and a body, and headers by name and value in turn.
    public static Answer status(int status, String body, String... headers) {
        return exchange -> {
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
            }
            byte[] bytes = body.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        };
    }

    /// Announces a longer body than it sends, then breaks the connection.
    public static Answer half(int status) {
        return exchange -> {
            exchange.sendResponseHeaders(status, 10_000);
            exchange.getResponseBody().write(new byte[10]);
            exchange.getResponseBody().flush();
            exchange.close();
        };
    }

    /// Breaks the connection without an answer.
    public static Answer broken() {
        return HttpExchange::close;
    }

    /// A usual answer that takes nothing.
    public static Answer refusing(Answer answer) {
        return new Refusing(answer);
    }

    /// The usual answer, before other faults.
    public static Answer none() {
        return new None();
    }

    /// Takes the request, then breaks the connection: the sender cannot know that it has arrived.
    public static Answer takenButBroken() {
        return new TakenButBroken();
    }

    /// Does not answer until this server is closed.
    public Answer silent() {
        return _ -> {
            try {
                closing.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Received request = read(exchange);
            complain(request);
            if (!about.test(request)) {
                usual.apply(request).give(exchange, request);
                return;
            }
            received.add(request);
            Answer fault = waiting.poll();
            boolean works = fault == null || fault instanceof None;
            boolean looks = works || fault instanceof TakenButBroken;
            Answer answer = looks ? usual.apply(request) : fault;
            if (looks && !(answer instanceof Refusing)) {
                taken.add(request);
            }
            (works ? answer : fault).give(exchange, request);
        }
    }

    private static Received read(HttpExchange exchange) throws IOException {
        byte[] raw = exchange.getRequestBody().readAllBytes();
        String coding = exchange.getRequestHeaders().getFirst("Content-Encoding");
        byte[] body = "gzip".equals(coding) ? new GZIPInputStream(new ByteArrayInputStream(raw)).readAllBytes() : raw;
        return new Received(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                exchange.getRequestHeaders(),
                body,
                raw.length);
    }

    private void complain(Received request) {
        try {
            strictness.accept(request);
        } catch (AssertionError | RuntimeException e) {
            complaints.add(request.method() + " " + request.path() + ": " + e.getMessage());
        }
    }

    @Override
    public void close() {
        closing.countDown();
        down();
        if (!complaints.isEmpty()) {
            throw new AssertionError(String.join("\n", complaints));
        }
    }
}
