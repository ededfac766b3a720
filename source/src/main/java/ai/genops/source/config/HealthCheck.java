package ai.genops.source.config;

import ai.genops.pipeline.config.Section;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `Health Check`: how a balancer asks `/health`.
///
/// @param unhealthyThreshold failures in a row that make the source count as down
public record HealthCheck(Duration interval, Duration timeout, int unhealthyThreshold) {
    public static final HealthCheck DEFAULT = new HealthCheck(Duration.ofSeconds(30), Duration.ofSeconds(10), 3);

    private static final Pattern FAILURES =
            Pattern.compile("([1-9][0-9]{0,3})(?: consecutive)?(?: failures?)?", Pattern.CASE_INSENSITIVE);

    static HealthCheck read(Settings health) {
        return new HealthCheck(
                health.get("interval", DEFAULT.interval, Section::duration),
                health.get("timeout", DEFAULT.timeout, Section::duration),
                health.get("unhealthy_threshold", DEFAULT.unhealthyThreshold, HealthCheck::failures));
    }

    /// `3`, or `3 consecutive failures`.
    private static int failures(Section in, String key, int otherwise) {
        String text = in.text(key, "");
        Matcher matcher = FAILURES.matcher(text);
        if (matcher.matches()) {
            return Integer.parseInt(matcher.group(1));
        }
        in.problems()
                .error(
                        in.at(key),
                        "`" + key + "` must be a number such as `3 consecutive failures`, is `" + text + "`",
                        "");
        return otherwise;
    }
}
