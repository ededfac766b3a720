package ai.genops.destination.snowflake;

import ai.genops.destination.http.Answer;

/// The `code` of an answer that is no success; empty if it names none.
record ErrorCode(String name) {
    static ErrorCode of(Answer answer) {
        return new ErrorCode(Json.text(Json.read(answer.text()), "code"));
    }

    /// Whether it is about the state of channel, pipe or table, and not about the rows.
    boolean isOfState() {
        return name.startsWith("STALE_") || name.startsWith("ERR_");
    }

    boolean needsReopening() {
        return name.startsWith("STALE_") || name.startsWith("ERR_CHANNEL_");
    }
}
