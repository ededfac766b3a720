package ai.genops.server.notice;

import java.util.List;

/// What people are told: that an alarm fires, or that it is over.
///
/// @param sequence its place among all notices; what its delivery is recognised by
/// @param key the same when it fires and when it is over, and at every start
/// @param sinceMillis when it began to fire
/// @param millis when this is said
/// @param to ids of destinations
public record Notice(
        long sequence,
        boolean resolved,
        String key,
        String title,
        String severity,
        String subject,
        String condition,
        String value,
        long sinceMillis,
        long millis,
        List<String> to) {
    /// That it is over, to those who were told that it fires.
    public Notice over(long sequence, String value, long millis) {
        return new Notice(sequence, true, key, title, severity, subject, condition, value, sinceMillis, millis, to);
    }
}
