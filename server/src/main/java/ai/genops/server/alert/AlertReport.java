package ai.genops.server.alert;

import java.util.List;

/// How the alerts are.
///
/// @param millis when they were looked at last, in milliseconds since 1970
/// @param history what happened last, the newest first
/// @param waitingNotices on their way to people
/// @param lostNotices given up because nobody took them
/// @param waitingEvents not yet in the log
public record AlertReport(
        long millis,
        List<Entry> alerts,
        List<Happening> history,
        int waitingNotices,
        long lostNotices,
        int waitingEvents,
        long lostEvents) {
    /// An alert.
    ///
    /// @param state `firing`, `failed`: its last search, `waiting`: for its first, or `ok`
    /// @param error why its last search failed, or what people should know of it; empty if nothing
    /// @param nextRunMillis 0 if it waits for something to arrive
    /// @param silencedUntil 0 if it is not
    public record Entry(
            AlertDefinition definition,
            String state,
            String error,
            List<Firing> firing,
            Last last,
            long nextRunMillis,
            long silencedUntil,
            Counts counts,
            List<Action> actions) {}

    /// Its last search; all 0 before the first.
    ///
    /// @param millis when it began
    /// @param asOf the time it was of
    public record Last(long millis, long asOf, long rows, long tookMillis) {
        static final Last NONE = new Last(0, 0, 0, 0);
    }

    /// Since the server's start.
    ///
    /// @param skipped times that were not made up for
    /// @param throttled changes that were not told at once
    public record Counts(
            long runs, long failures, long skipped, long fired, long resolved, long notices, long throttled) {}

    /// Something that it has found.
    ///
    /// @param told when people were told last; 0 if not yet
    public record Firing(String key, String severity, long since, long told, String value) {}

    /// Whom it tells.
    ///
    /// @param state `ready`, or why it is told nothing
    public record Action(String named, String destination, String state) {}

    /// What an alert's search finds now.
    ///
    /// @param findings what it would fire for
    public record Trial(long rows, long tookMillis, List<Firing> findings, List<String> remarks) {}
}
