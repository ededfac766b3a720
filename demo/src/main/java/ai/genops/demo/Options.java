package ai.genops.demo;

import java.net.URI;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// The command line.
///
/// @param traces the full address that spans are posted to
/// @param token null: none
/// @param state the folder of the checkpoint
/// @param live whether live traffic follows the history
/// @param speed how many times faster than it happened the live traffic arrives
/// @param parent the process whose end ends this one
record Options(URI traces, @Nullable String token, Path state, boolean live, double speed, OptionalLong parent) {
    static final String HELP = """
            Replays an hour of real LLM traffic as OTLP over HTTP.

              --state DIR       where to keep what was sent, so that a second start resumes (required)
              --endpoint URL    the server's OTLP/HTTP port (default http://127.0.0.1:4318)
              --token TOKEN     bearer token (default: the variable GENOPS_DEMO_TOKEN)
              --mode MODE       history: the hour as history ending now, then stop
                                live: the history, then live traffic until SIGTERM (default)
              --speed FACTOR    how many times faster live traffic arrives, 0.01 to 1000 (default 1)
              --parent PID      stop when that process ends
              --expected        print the exact totals of the two teams as JSON, send nothing
              --help            print this
            """;

    /// @throws IllegalArgumentException if an argument is wrong; the message is for the person who typed it
    static Options parse(List<String> arguments, @Nullable String token) {
        var options = new Options(traces("http://127.0.0.1:4318"), token, Path.of(""), true, 1, OptionalLong.empty());
        for (var rest = arguments.iterator(); rest.hasNext(); ) {
            options = options.with(rest.next(), rest);
        }
        if (options.state.toString().isEmpty()) {
            throw new IllegalArgumentException("--state DIR is missing: the folder that remembers what was sent");
        }
        return options;
    }

    private Options with(String name, Iterator<String> rest) {
        return switch (name) {
            case "--state" -> new Options(traces, token, Path.of(value(name, rest)), live, speed, parent);
            case "--endpoint" -> new Options(traces(value(name, rest)), token, state, live, speed, parent);
            case "--token" -> new Options(traces, value(name, rest), state, live, speed, parent);
            case "--mode" -> new Options(traces, token, state, live(value(name, rest)), speed, parent);
            case "--speed" -> new Options(traces, token, state, live, speed(value(name, rest)), parent);
            case "--parent" -> new Options(traces, token, state, live, speed, pid(value(name, rest)));
            default -> throw new IllegalArgumentException("unknown argument " + name + "; --help lists them");
        };
    }

    private static String value(String name, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException(name + " needs a value");
        }
        return rest.next();
    }

    /// A bare host gets the standard path; a full path is used as it is.
    private static URI traces(String endpoint) {
        try {
            var uri = URI.create(endpoint);
            boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (http && uri.getHost() != null) {
                return uri.getPath().isEmpty() || uri.getPath().equals("/") ? uri.resolve("/v1/traces") : uri;
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw new IllegalArgumentException(
                "--endpoint must be an address such as http://127.0.0.1:4318, is '" + endpoint + "'");
    }

    private static boolean live(String mode) {
        return switch (mode) {
            case "history" -> false;
            case "live" -> true;
            default -> throw new IllegalArgumentException("--mode must be history or live, is '" + mode + "'");
        };
    }

    private static double speed(String text) {
        try {
            double speed = Double.parseDouble(text);
            if (speed >= 0.01 && speed <= 1000) {
                return speed;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new IllegalArgumentException("--speed must be a number from 0.01 to 1000, is '" + text + "'");
    }

    private static OptionalLong pid(String text) {
        try {
            return OptionalLong.of(Long.parseLong(text));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--parent must be the number of a process, is '" + text + "'");
        }
    }
}
