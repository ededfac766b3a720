package ai.genops.destination.delivery;

import ai.genops.pipeline.config.Section;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/// When a failed attempt is repeated: at first after `initial`, then `multiplier` times as long each time up to
/// `max`, with full jitter (a random share of it). After `quick` retries the destination is behind: attempts go on,
/// between half of `max` and `max` apart. A time the other side names wins, up to [#LONGEST_RETRY_AFTER]; none at all
/// is no time. This is how one request waits; how all of a destination's do, [HealthCheck] says.
///
/// @param quick retries before the destination counts as being behind
/// @param statuses HTTP statuses that are worth a retry
public record Retry(int quick, Duration initial, Duration max, double multiplier, Set<Integer> statuses) {
    public static final Duration LONGEST_RETRY_AFTER = Duration.ofHours(1);

    public static final Retry DEFAULT =
            new Retry(3, Duration.ofSeconds(1), Duration.ofSeconds(30), 2, Set.of(408, 429, 500, 502, 503, 504));

    /// Reads `max_retries`, `retry_interval`, `retry_backoff`, `max_retry_delay` and their like, from the block and
    /// from a block `retry` in it, which comes first.
    public static Retry read(Section block) {
        Retry retry = own(block, DEFAULT);
        for (String key : List.of("retry", "retry_policy")) {
            if (block.has(key)) {
                Section inner = block.section(key);
                retry = own(inner, retry);
                inner.finish();
            }
        }
        return retry;
    }

    private static Retry own(Section block, Retry otherwise) {
        int quick = block.integer("max_retries", otherwise.quick, 0, 1000);
        Duration initial = block.duration("retry_interval", otherwise.initial);
        initial = block.duration("initial_retry_delay", initial);
        Duration max = block.duration("max_retry_delay", longer(otherwise.max, initial));
        String backoff = block.choice("retry_backoff", "exponential", List.of("exponential", "fixed"));
        double multiplier = block.number("backoff_multiplier", otherwise.multiplier);
        if (max.compareTo(initial) < 0) {
            String text = "`max_retry_delay` is shorter than the first delay, " + initial.toSeconds() + " s";
            block.problems().error(block.at("max_retry_delay"), text, "Make it as long or longer.");
        }
        if (!(multiplier >= 1)) {
            String text = "`backoff_multiplier` must be 1 or more, is `" + multiplier + "`";
            block.problems().error(block.at("backoff_multiplier"), text, "");
        }
        return new Retry(
                quick, initial, max, backoff.equals("fixed") ? 1 : multiplier, statuses(block, otherwise.statuses));
    }

    private static Set<Integer> statuses(Section block, Set<Integer> otherwise) {
        List<String> texts = new ArrayList<>(block.texts("retry_on_status_codes"));
        if (texts.isEmpty()) {
            return otherwise;
        }
        Set<Integer> statuses = new TreeSet<>();
        for (String text : texts) {
            if (text.matches("[45][0-9][0-9]")) {
                statuses.add(Integer.valueOf(text));
            } else {
                String problem = "`" + text + "` is not an HTTP status from 400 to 599";
                block.problems().error(block.at("retry_on_status_codes"), problem, "");
            }
        }
        return statuses;
    }

    /// How long to wait after attempt number `attempt`, counted from 0, has failed. `random` gives numbers in [0, 1).
    public Duration pause(int attempt, @Nullable Duration retryAfter, DoubleSupplier random) {
        if (retryAfter != null && !retryAfter.isZero()) {
            return retryAfter.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : retryAfter;
        }
        if (isBehind(attempt)) {
            return millis(max.toMillis() * (0.5 + random.getAsDouble() / 2));
        }
        double ceiling = (double) initial.toMillis() * Math.pow(multiplier, attempt);
        return millis(Math.min(ceiling, (double) max.toMillis()) * random.getAsDouble());
    }

    boolean isBehind(int attempt) {
        return attempt >= quick;
    }

    private static Duration millis(double millis) {
        return Duration.ofMillis((long) millis);
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}
