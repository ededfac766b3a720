package ai.genops.postgres;

import ai.genops.governance.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.postgresql.ds.PGSimpleDataSource;

/** A PostgreSQL of the machine's own binaries, started once for all tests and stopped with them. */
public final class Postgres {
    private static final Path INSTALLED = Path.of("/usr/lib/postgresql");
    private static final int START_SECONDS = 60;
    private static final AtomicInteger SCHEMAS = new AtomicInteger();
    private static @Nullable Postgres started;

    private final int port;

    private Postgres(int port) {
        this.port = port;
    }

    public static synchronized Postgres start() {
        Path binaries = binaries();
        if (binaries == null) {
            String skipped = "SKIPPED: there is no PostgreSQL (Debian: apt install postgresql)";
            System.err.println(skipped);
            Assumptions.abort(skipped);
        }
        if (started == null) {
            started = started(binaries);
        }
        return started;
    }

    private static @Nullable Path binaries() {
        if (!Files.isDirectory(INSTALLED)) {
            return null;
        }
        try (Stream<Path> versions = Files.list(INSTALLED)) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("postgres")))
                    .max(Comparator.naturalOrder())
                    .orElse(null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Postgres started(Path bin) {
        try {
            Path folder = Files.createTempDirectory("genops-postgres");
            // It refuses to run as root.
            boolean isRoot = "root".equals(System.getProperty("user.name"));
            if (isRoot) {
                run("chown", "postgres", folder.toString());
            }
            Path data = folder.resolve("data");
            run(as(isRoot, bin.resolve("initdb"), "-D", data.toString(), "-A", "trust", "-U", "genops", "-N"));
            int port = FreePort.next();
            Process server = new ProcessBuilder(as(
                            isRoot,
                            bin.resolve("postgres"),
                            "-D",
                            data.toString(),
                            "-p",
                            String.valueOf(port),
                            "-k",
                            folder.toString(),
                            "-c",
                            "listen_addresses=127.0.0.1",
                            "-c",
                            "fsync=off",
                            "-c",
                            "max_connections=300"))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, folder)));
            var postgres = new Postgres(port);
            postgres.await();
            return postgres;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String[] as(boolean isRoot, Path program, String... arguments) {
        List<String> command = new ArrayList<>();
        if (isRoot) {
            command.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
        }
        command.add(program.toString());
        command.addAll(List.of(arguments));
        return command.toArray(new String[0]);
    }

    private static void run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(String.join(" ", command) + ": " + output);
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private void await() throws IOException {
        for (int i = 0; i < START_SECONDS * 5; i++) {
            try {
                source("public").getConnection().close();
                return;
            } catch (SQLException e) {
                sleep();
            }
        }
        throw new IOException("PostgreSQL did not start within " + START_SECONDS + " s");
    }

    private static void sleep() {
        try {
            TimeUnit.MILLISECONDS.sleep(200);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void stop(Process server, Path folder) {
        server.destroy();
        try {
            if (!server.waitFor(2, TimeUnit.SECONDS)) {
                server.destroyForcibly().waitFor();
            }
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        } catch (InterruptedException | IOException e) {
            System.err.println("left behind: " + folder);
        }
    }

    /** Connections to a schema of their own, empty. */
    public DataSource schema() {
        String name = "s" + SCHEMAS.incrementAndGet();
        execute(source("public"), "create schema " + name);
        return source(name);
    }

    public static void execute(DataSource source, String sql) {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private DataSource source(String schema) {
        return source(port, schema);
    }

    public static DataSource source(int port, String schema) {
        var source = new PGSimpleDataSource();
        source.setServerNames(new String[] {"127.0.0.1"});
        source.setPortNumbers(new int[] {port});
        source.setDatabaseName("postgres");
        source.setUser("genops");
        source.setCurrentSchema(schema);
        return source;
    }

    /** The name of the schema that was made last. */
    public String newest() {
        return "s" + SCHEMAS.get();
    }

    public int port() {
        return port;
    }
}
