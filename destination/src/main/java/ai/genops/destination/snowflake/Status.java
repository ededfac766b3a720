package ai.genops.destination.snowflake;

import java.util.Map;

/// How a channel stands.
///
/// @param committed offset token up to which rows are in the table for good; empty if there are none
/// @param errors rows it has refused, since it exists
/// @param errorBound the last of them stands at or before this offset token
record Status(String code, String committed, long errors, String errorBound, String errorMessage) {
    /// Snowflake's pages name the count in two ways.
    static Status of(Map<String, Object> members) {
        String errors = Json.text(members, "rows_error_count") + Json.text(members, "rows_errors");
        return new Status(
                Json.text(members, "channel_status_code"),
                Json.text(members, "last_committed_offset_token"),
                errors.matches("[0-9]{1,18}") ? Long.parseLong(errors) : 0,
                Json.text(members, "last_error_offset_upper_bound"),
                Json.text(members, "last_error_message"));
    }

    boolean isBroken() {
        return code.startsWith("ERR_");
    }
}
