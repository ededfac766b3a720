package ai.genops.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The demo's client: a process of its own that sends to this server over the wire, as any application would.
public final class DemoProcess implements AutoCloseable {
    private static final String HISTORY_IS_IN = "history is in";

    private final GenOpsServer server;
    private final @Nullable Mode mode;
    private final Consumer<String> print;
    private volatile @Nullable Process process;

    /// How far the replay goes.
    public enum Mode {
        HISTORY,
        LIVE
    }

    /// @param mode null: no demo
    /// @param print takes each line it has to say
    public DemoProcess(GenOpsServer server, @Nullable Mode mode, Consumer<String> print) {
        this.server = server;
        this.mode = mode;
        this.print = print;
    }

    /// Starts the client and reads what it says; returns at once.
    public void start() {
        if (mode == null) {
            return;
        }
        if (server.runningSources().isEmpty()) {
            print.accept("The demo has nowhere to send to: no source is configured");
            return;
        }
        Path jar = server.plan().options().home().resolve("demo/target/genops-demo-" + Version.TEXT + ".jar");
        if (!Files.exists(jar)) {
            print.accept("The demo is not built: " + jar + " is missing");
            return;
        }
        try {
            process = new ProcessBuilder(command(jar, mode))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            Thread.ofVirtual().name("demo").start(this::listen);
        } catch (IOException e) {
            print.accept("The demo's client cannot be started: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        Process running = process;
        if (running != null) {
            running.destroy();
            try {
                if (!running.waitFor(2, TimeUnit.SECONDS)) {
                    running.destroyForcibly();
                }
            } catch (InterruptedException _) {
                running.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }

    private List<String> command(Path jar, Mode wanted) {
        RunningSource source = server.runningSources().getFirst();
        int port = source.config().listen().httpPort();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-jar",
                jar.toString(),
                "--endpoint",
                "http://127.0.0.1:" + port,
                "--state",
                server.plan().options().data().resolve("demo").toString(),
                "--mode",
                wanted == Mode.LIVE ? "live" : "history",
                "--parent",
                Long.toString(ProcessHandle.current().pid())));
        return command;
    }

    private void listen() {
        Process running = process;
        if (running == null) {
            return;
        }
        try (BufferedReader lines = running.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(HISTORY_IS_IN)) {
                    server.awaitDelivered();
                }
                print.accept("demo: " + line);
            }
        } catch (IOException e) {
            print.accept("demo: its output ended: " + e.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
