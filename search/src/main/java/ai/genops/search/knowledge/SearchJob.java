package ai.genops.search.knowledge;

import java.time.Instant;
import java.util.List;

/// A search that runs or has run as a job of the server, as other searches know it.
///
/// @param user who started it
/// @param roles those the user had then
/// @param savedSearch the saved search it runs; empty if it runs none
/// @param createdAt when it was started
/// @param refusal why its results cannot be read; empty if they can
public record SearchJob(
        String sid, String user, List<String> roles, String savedSearch, Instant createdAt, String refusal) {
    public SearchJob {
        roles = List.copyOf(roles);
    }
}
