package ai.genops.source.config;

import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.Yaml;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// `Retry Policy`: how deliveries behind the source are tried again, unless a destination says otherwise.
public record RetryPolicy(
        int maxRetries, Duration initialDelay, Duration maxDelay, double multiplier, List<Integer> statusCodes) {
    private static final List<Integer> STATUS_CODES = List.of(429, 500, 502, 503, 504);

    static RetryPolicy read(Settings retry) {
        Duration initial = retry.get("initial_retry_delay", Duration.ofSeconds(1), Section::duration);
        Duration most = retry.get("max_retry_delay", Duration.ofSeconds(30), Section::duration);
        retry.require(
                initial.compareTo(most) <= 0,
                "initial_retry_delay",
                "`initial_retry_delay` (%d ms) is longer than `max_retry_delay` (%d ms)"
                        .formatted(initial.toMillis(), most.toMillis()));
        double multiplier = retry.get("backoff_multiplier", 2.0, Section::number);
        retry.require(
                multiplier >= 1, "backoff_multiplier", "`backoff_multiplier` must be 1 or more, is " + multiplier);
        return new RetryPolicy(
                retry.get("max_retries", 3, (in, key, other) -> in.integer(key, other, 0, 1_000_000)),
                initial,
                most,
                multiplier,
                retry.get("retry_on_status_codes", STATUS_CODES, RetryPolicy::codes));
    }

    private static List<Integer> codes(Section in, String key, List<Integer> otherwise) {
        List<Integer> codes = new ArrayList<>();
        for (Yaml item : in.items(key)) {
            if (item instanceof Yaml.Scalar scalar
                    && scalar.value() instanceof Long code
                    && code >= 100
                    && code <= 599) {
                codes.add(code.intValue());
            } else {
                in.problems().error(item.at(), "`" + key + "` must hold HTTP statuses from 100 to 599", "");
                return otherwise;
            }
        }
        return codes;
    }
}
