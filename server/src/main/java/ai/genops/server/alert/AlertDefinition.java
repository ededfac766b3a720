package ai.genops.server.alert;

import ai.genops.pipeline.config.Location;
import java.time.Duration;
import java.util.List;

/// An alert as the configuration has it.
///
/// @param severity as written: `critical`, `high`, `warning`, ...; or `$result.FIELD$`, the field that says it
/// @param message what people are told, with `$result.FIELD$` for a field of the first row; empty: all its
///     fields
/// @param actions ids of destinations, or types, which mean all destinations of that type
/// @param index where each firing becomes an event
/// @param splunk what is searched in Splunk, if that is not the same as here; otherwise empty
/// @param monitors what it is in Datadog
/// @param at where its actions stand
public record AlertDefinition(
        String id,
        String title,
        String description,
        Query query,
        Schedule schedule,
        Missed missed,
        Trigger trigger,
        Throttle throttle,
        String severity,
        String message,
        List<String> actions,
        String index,
        String splunk,
        List<Monitor> monitors,
        Location at) {
    /// What is searched.
    ///
    /// @param spl with the condition `where`, if there is one, as its last command
    /// @param earliest a time modifier; empty: everything
    /// @param latest a time modifier; empty: everything
    /// @param over all of the window, or of it what has arrived since the last time
    public record Query(String spl, String earliest, String latest, Over over, Duration timeout) {}

    public enum Over {
        WINDOW,
        NEW
    }

    /// What becomes of times at which the server did not run, or was busy: the last is made up for, or all of
    /// the last 24, or none.
    public enum Missed {
        LATEST,
        ALL,
        SKIP
    }

    /// What keeps people from being told too often.
    ///
    /// @param by fields; rows with the same values are one thing to be told of
    /// @param period after something was told, until it is told again if it goes on
    /// @param resolveAfter how long it must not have been found before that is told
    public record Throttle(List<String> by, Duration period, Duration resolveAfter) {}

    /// A monitor of Datadog's, on the metrics that it gets from our destination.
    public record Monitor(
            String name, String type, String query, String message, double critical, String triggerWindow) {}
}
