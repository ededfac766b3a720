package ai.genops.server.cli;

import ai.genops.observability.validate.Conditions;
import ai.genops.observability.validate.Limits;
import ai.genops.observability.validate.Trust;
import ai.genops.observability.validate.Validation;
import ai.genops.observability.validate.ValidationText;
import ai.genops.observability.validate.Watch;
import ai.genops.pipeline.config.Units;
import ai.genops.server.UserException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// How a validation is run and told: once, or again and again.
final class ValidationRun {
    @Option(names = "--no-connectivity", description = "Look at the settings alone; open no connection.")
    boolean noConnectivity;

    @Option(
            names = "--no-ssl-verify",
            description = "Believe any certificate. For development only: whoever stands between can read the token.")
    boolean noSslVerify;

    @Option(
            names = "--ca-bundle",
            paramLabel = "FILE",
            description = "Certificates to trust instead of the platform's, PEM. Default: REQUESTS_CA_BUNDLE.")
    @Nullable
    Path caBundle;

    @Option(
            names = "--every",
            paramLabel = "TIME",
            description = "Validate again and again, 5m apart for example, sooner after a failure; tell what changes.")
    @Nullable
    String every;

    @Option(names = "--times", paramLabel = "N", description = "With --every: end after N. Default: never.")
    int times;

    @Mixin
    OutputMixin output = new OutputMixin();

    Conditions conditions() {
        if (noSslVerify && caBundle != null) {
            throw new UserException("--no-ssl-verify and --ca-bundle exclude each other; leave out the first");
        }
        if (times < 0 || (times > 0 && every == null)) {
            throw new UserException("--times is a number from 1 on, and stands beside --every; it is " + times);
        }
        return new Conditions(!noConnectivity, new Trust(!noSslVerify, caBundle), Limits.USUAL);
    }

    /// The exit code; that of the last one, if there are several.
    int run(Supplier<Validation> validation) throws InterruptedException {
        Terminal terminal = Terminal.standardOutput();
        if (every != null) {
            return watch(validation, interval(every), terminal);
        }
        Validation once = validation.get();
        terminal.line(output.json() ? once.json() : text(once, terminal).stripTrailing());
        return once.valid() ? 0 : 1;
    }

    private static Duration interval(String text) {
        Duration interval = Units.duration(text);
        if (interval == null || interval.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new UserException("--every is a time of a second or longer, such as 30s or 5m; it is `" + text + "`");
        }
        return interval;
    }

    private int watch(Supplier<Validation> validation, Duration interval, Terminal terminal)
            throws InterruptedException {
        var watch = new Watch(interval);
        for (int count = 1; ; count++) {
            Validation now = validation.get();
            tell(now, watch.changed(now), terminal);
            if (count == times) {
                return now.valid() ? 0 : 1;
            }
            Thread.sleep(watch.pause());
        }
    }

    private void tell(Validation now, String changed, Terminal terminal) {
        if (output.json()) {
            terminal.line(now.jsonLine());
        }
        if (changed.isEmpty()) {
            return;
        }
        String line = Instant.now().truncatedTo(ChronoUnit.SECONDS) + " " + now.target() + ": " + changed;
        if (output.json()) {
            System.err.println(line);
        } else {
            terminal.line(now.valid() ? terminal.good(line) : terminal.bad(line) + "\n" + text(now, terminal));
        }
    }

    private static String text(Validation validation, Terminal terminal) {
        return ValidationText.write(validation, (status, text) -> switch (status) {
            case PASSED -> terminal.good(text);
            case WARNING -> terminal.doubtful(text);
            case FAILED -> terminal.bad(text);
            case UNCHECKED -> terminal.dim(text);
        });
    }
}
