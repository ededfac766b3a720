package ai.genops.acceptance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A webhook's other side that has moods: it takes one batch and refuses the next with 429, answers 500, breaks off in
/// the middle of an answer to what it took, is silent for longer than the sender waits, or is gone. It notes the
/// numbers of the spans it took, in their order, and each that came more than once.
final class MoodyReceiver implements AutoCloseable {
    private static final Pattern NUMBER = Pattern.compile("\"n\":(\\d+)");
    private static final Duration SILENCE = Duration.ofMillis(1500);

    private final Random random;
    private final BitSet taken = new BitSet();
    private final int[] lastOfTrace = new int[NumberedClient.TRACES];
    private final List<String> disorder = new ArrayList<>();
    private long repeated;
    private volatile boolean moody = true;
    private @Nullable HttpServer server;
    private int port;

    MoodyReceiver(long seed) {
        random = new Random(seed);
        up();
    }

    String address() {
        return "http://127.0.0.1:" + port + "/take";
    }

    /// Takes everything from now on.
    void heal() {
        moody = false;
        up();
    }

    /// Refuses connections and breaks those there are.
    synchronized void down() {
        if (server != null) {
            server.stop(0);
            server = null;
        }
    }

    synchronized void up() {
        if (server != null) {
            return;
        }
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        port = server.getAddress().getPort();
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    synchronized BitSet taken() {
        return (BitSet) taken.clone();
    }

    /// How many spans came more than once, counted each time.
    synchronized long repeated() {
        return repeated;
    }

    /// Where a span came for the first time after a later one of its trace.
    synchronized List<String> disorder() {
        return List.copyOf(disorder);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            int mood;
            synchronized (this) {
                mood = moody ? random.nextInt(100) : 99;
            }
            if (mood < 10) {
                exchange.getResponseHeaders().set("Retry-After", "0");
                exchange.sendResponseHeaders(429, -1);
            } else if (mood < 18) {
                exchange.sendResponseHeaders(500, -1);
            } else if (mood < 20) {
                sleep(SILENCE);
            } else if (mood < 24) {
                take(body);
                exchange.sendResponseHeaders(200, 1000);
                exchange.getResponseBody().write(new byte[10]);
            } else if (mood < 26) {
                Thread.ofVirtual().start(this::restart);
            } else {
                take(body);
                exchange.sendResponseHeaders(200, -1);
            }
        }
    }

    private void restart() {
        down();
        sleep(Duration.ofMillis(300));
        up();
    }

    private synchronized void take(String body) {
        Matcher matcher = NUMBER.matcher(body);
        while (matcher.find()) {
            int number = Integer.parseInt(matcher.group(1));
            if (taken.get(number)) {
                repeated++;
                continue;
            }
            taken.set(number);
            int trace = number % NumberedClient.TRACES;
            if (number < lastOfTrace[trace]) {
                disorder.add(number + " after " + lastOfTrace[trace]);
            }
            lastOfTrace[trace] = number;
        }
    }

    private static void sleep(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        moody = false;
        down();
    }
}
