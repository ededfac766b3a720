package ai.genops.redis;

import ai.genops.governance.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisException;

/** A Redis of the machine's own program, that writes everything down before it answers. */
final class RedisServer {
    private static final List<Path> INSTALLED = List.of(
            Path.of("/usr/bin/redis-server"),
            Path.of("/usr/local/bin/redis-server"),
            Path.of("/usr/bin/valkey-server"));
    private static final int START_SECONDS = 60;
    private static final AtomicInteger BOOKS = new AtomicInteger();
    private static @Nullable RedisServer shared;

    private final Path program;
    private final Path folder;
    private final int port;
    private Process process;

    private RedisServer(Path program) throws IOException {
        this.program = program;
        folder = Files.createTempDirectory("genops-redis");
        port = FreePort.next();
        process = launch();
        Runtime.getRuntime().addShutdownHook(new Thread(this::remove));
    }

    /** The one of all tests. */
    static synchronized RedisServer shared() {
        if (shared == null) {
            shared = start();
        }
        return shared;
    }

    /** One of a test's own. */
    static RedisServer start() {
        Path program =
                INSTALLED.stream().filter(Files::isExecutable).findFirst().orElse(null);
        if (program == null) {
            String skipped = "SKIPPED: there is no Redis (Debian: apt install redis-server)";
            System.err.println(skipped);
            Assumptions.abort(skipped);
        }
        try {
            return new RedisServer(program);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process launch() throws IOException {
        Process started = new ProcessBuilder(
                        program.toString(),
                        "--port",
                        String.valueOf(port),
                        "--bind",
                        "127.0.0.1",
                        "--dir",
                        folder.toString(),
                        "--save",
                        "",
                        "--appendonly",
                        "yes",
                        "--appendfsync",
                        "always")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        for (int i = 0; i < START_SECONDS * 10; i++) {
            try (RedisClient client = client()) {
                client.ping();
                return started;
            } catch (JedisException e) {
                sleep();
            }
        }
        throw new IOException("Redis did not start within " + START_SECONDS + " s");
    }

    private static void sleep() {
        try {
            TimeUnit.MILLISECONDS.sleep(100);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As a loss of power would, and again from what it wrote down. */
    void killAndRestart() throws IOException, InterruptedException {
        process.destroyForcibly().waitFor();
        process = launch();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    private void remove() {
        process.destroyForcibly();
        try (Stream<Path> files = Files.walk(folder)) {
            process.waitFor();
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (InterruptedException | IOException e) {
            System.err.println("left behind: " + folder);
        }
    }

    RedisClient client() {
        return RedisClient.create("127.0.0.1", port);
    }

    int port() {
        return port;
    }

    /** A name for books that nobody has used. */
    static String books() {
        return "{books" + BOOKS.incrementAndGet() + "}";
    }
}
