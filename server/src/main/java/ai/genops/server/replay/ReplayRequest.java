package ai.genops.server.replay;

import java.util.List;

/// What somebody wants to be fed once more, as it was asked for.
///
/// @param from a time, `2026-01-31T00:00:00Z`, or how long ago, `-1h`
/// @param to the same; empty: now
/// @param pipelines all if empty; `as-received` for events as they were received
public record ReplayRequest(String from, String to, List<String> destinations, List<String> pipelines) {
    /// The name of the pipeline without a name.
    public static final String AS_RECEIVED = "as-received";
}
