package ai.genops.destination.delivery;

import ai.genops.pipeline.config.Section;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// When a destination counts as unhealthy, and how its return is found out: by one request at a time.
///
/// @param interval between two attempts while it is unhealthy, unless the other side names a time
/// @param timeout a request without an answer for this long shows the destination as retrying, even if its own time
///     is not up
/// @param unhealthyThreshold attempts in a row that have to fail, from 1 to 1000
public record HealthCheck(Duration interval, Duration timeout, int unhealthyThreshold) {
    private static final Pattern FAILURES =
            Pattern.compile("([1-9][0-9]{0,2}|1000)(?: consecutive)?(?: failures?)?", Pattern.CASE_INSENSITIVE);

    /// That of a destination without a block `health_check`: as often as its retries at their slowest.
    static HealthCheck of(Retry retry) {
        return new HealthCheck(retry.max(), Duration.ofSeconds(10), 3);
    }

    /// Reads the block `health_check`: `interval`, `timeout`, `unhealthy_threshold` (`3`, or
    /// `3 consecutive failures`).
    static HealthCheck read(Section block, Retry retry) {
        HealthCheck usual = of(retry);
        if (!block.has("health_check")) {
            return usual;
        }
        Section own = block.section("health_check");
        HealthCheck read = new HealthCheck(
                own.duration("interval", usual.interval),
                own.duration("timeout", usual.timeout),
                failures(own, usual.unhealthyThreshold));
        own.problems().require(!read.interval.isZero(), own.at("interval"), "`interval` must be longer than 0", "");
        own.problems().require(!read.timeout.isZero(), own.at("timeout"), "`timeout` must be longer than 0", "");
        own.finish();
        return read;
    }

    private static int failures(Section own, int otherwise) {
        String text = own.text("unhealthy_threshold", String.valueOf(otherwise));
        Matcher matcher = FAILURES.matcher(text);
        if (matcher.matches()) {
            return Integer.parseInt(matcher.group(1));
        }
        String problem =
                "`unhealthy_threshold` must be a number from 1 to 1000, or such as `3 consecutive failures`, is `"
                        + text + "`";
        own.problems().error(own.at("unhealthy_threshold"), problem, "");
        return otherwise;
    }
}
