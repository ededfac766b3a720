package ai.genops.spring.actuate;

import ai.genops.governance.budget.Budgets;
import ai.genops.sdk.GenOps;
import ai.genops.sdk.problem.Problems.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * {@code UP}; {@code DEGRADED} for a minute after spans were seen to be lost, and while costs wait for the books of
 * budgets to be reached. Never {@code DOWN}: an application whose telemetry cannot be delivered still serves, and must not
 * be taken out of service for it. Safe for concurrent use.
 */
final class GenOpsHealth implements HealthIndicator {
    static final Status DEGRADED = new Status("DEGRADED", "telemetry is lost, or costs wait for their books");
    private static final Duration REMEMBERED = Duration.ofMinutes(1);

    private final GenOps genops;
    private final InstantSource clock;
    private long lostBefore;
    private @Nullable Instant lostAt;

    GenOpsHealth(GenOps genops, InstantSource clock) {
        this.genops = genops;
        this.clock = clock;
    }

    @Override
    public Health health() {
        Map<String, Object> problems = new TreeMap<>();
        genops.problems()
                .counts()
                .forEach((kind, count) -> problems.put(kind.name().toLowerCase(Locale.ROOT), count));
        Budgets budgets = genops.budgets();
        long untold = budgets == null ? 0 : budgets.untold();
        Health.Builder health = losesSpans() || untold > 0 ? Health.status(DEGRADED) : Health.up();
        return health.withDetail("version", GenOps.version())
                .withDetail("problems", problems)
                .withDetail("untoldCosts", untold)
                .build();
    }

    private synchronized boolean losesSpans() {
        long lost = genops.problems().count(Kind.EXPORT) + genops.problems().count(Kind.DROPPED);
        Instant now = clock.instant();
        if (lost > lostBefore) {
            lostBefore = lost;
            lostAt = now;
        }
        return lostAt != null && now.isBefore(lostAt.plus(REMEMBERED));
    }
}
