package ai.genops.server.job;

import ai.genops.search.SearchRequest;
import java.time.Duration;
import java.util.List;

/// A job to be run.
///
/// @param realtime whether it runs again and again until it is cancelled
/// @param ttl how long it stays when it is done, from the last time somebody asked for it; 1 s to a day
/// @param label the saved search it runs; empty if it runs none
public record JobRequest(SearchRequest search, Owner owner, boolean realtime, Duration ttl, String label) {
    public static final Duration DEFAULT_TTL = Duration.ofMinutes(10);
    public static final int MOST_ROWS = 500_000;
    private static final Duration LONGEST_TTL = Duration.ofDays(1);
    private static final Duration LONGEST_RUN = Duration.ofHours(1);

    /// Whose it is. Somebody else with the same name but without one of the roles may see less than the job saw.
    public record Owner(String user, List<String> roles) {
        public Owner {
            roles = List.copyOf(roles);
        }

        /// Whether this is the same user with at least the same roles.
        public boolean covers(Owner other) {
            return user.equals(other.user) && roles.containsAll(other.roles);
        }
    }

    public JobRequest(SearchRequest search, Owner owner, boolean realtime, Duration ttl) {
        this(search, owner, realtime, ttl, "");
    }

    public JobRequest {
        require(search.maxRows() <= MOST_ROWS, "a job keeps at most %,d rows".formatted(MOST_ROWS));
        require(isWithin(ttl, LONGEST_TTL), "a job stays from 1 s to a day");
        require(isWithin(search.timeout(), LONGEST_RUN), "a job runs from 1 s to an hour");
    }

    private static boolean isWithin(Duration time, Duration longest) {
        return time.toMillis() >= 1000 && time.compareTo(longest) <= 0;
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }
}
