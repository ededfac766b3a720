package ai.genops.demo;

import java.io.Console;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The demo client's process, and the one place that reads the clock and the environment.
///
/// Exits 0 when the history is in (`--mode history`) or when it is told to stop, 1 if it cannot go on, 2 if an argument
/// is wrong. The line on standard output that begins with `history is in: ` says that the server has all of it.
public final class Demo {
    private static final Duration LOCK_PATIENCE = Duration.ofSeconds(5);

    private Demo() {}

    /// See `--help`.
    public static void main(String[] arguments) {
        var given = List.of(arguments);
        if (given.contains("--help")) {
            System.out.print(Options.HELP);
        } else if (given.contains("--expected")) {
            System.out.println(ExpectedTotals.read().toJson());
        } else {
            System.exit(run(given));
        }
    }

    private static int run(List<String> arguments) {
        var stop = Stop.onSignal();
        try {
            var options = Options.parse(arguments, System.getenv("GENOPS_DEMO_TOKEN"));
            options.parent().ifPresent(stop::onEndOf);
            Files.createDirectories(options.state());
            try (var channel = FileChannel.open(
                    options.state().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                lock(channel, options.state());
                replay(options);
            }
            return 0;
        } catch (IllegalArgumentException e) {
            System.err.println("demo: " + e.getMessage());
            return 2;
        } catch (InterruptedException e) {
            return 0;
        } catch (RefusedException | IOException e) {
            System.err.println("demo: stopped: " + e.getMessage());
            return 1;
        } finally {
            stop.replayEnded();
        }
    }

    /// Two clients on one folder would both send the same laps. The one before may still be on its way out.
    /// The lock lasts as long as the channel.
    private static void lock(FileChannel channel, Path state) throws IOException, InterruptedException {
        for (long waited = 0; ; waited += 100) {
            if (channel.tryLock() != null) {
                return;
            }
            if (waited >= LOCK_PATIENCE.toMillis()) {
                throw new IOException("another demo client is at work in " + state);
            }
            Thread.sleep(100);
        }
    }

    private static void replay(Options options) throws InterruptedException, IOException, RefusedException {
        InstantSource clock = InstantSource.system();
        var terminal = new Terminal(System.err, isTerminal());
        try (var http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build()) {
            var replay = new Replay(
                    new Replay.Target(options.traces(), options.token(), http),
                    Checkpoint.open(options.state(), clock.instant().truncatedTo(ChronoUnit.MILLIS)),
                    clock,
                    Thread::sleep,
                    terminal);
            replay.history();
            announce(replay.calls(), terminal.accepted(), replay.historyEnd());
            if (options.live()) {
                replay.live(options.speed());
            }
        }
    }

    private static boolean isTerminal() {
        return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    }

    private static void announce(int calls, long sentNow, Instant end) {
        System.out.printf(
                Locale.ROOT,
                "history is in: %,d calls of two teams, ending %s (%,d spans sent now, those of the demo's third team among them)%n",
                calls,
                end,
                sentNow);
        System.out.flush();
    }
}
