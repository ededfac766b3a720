package ai.genops.source.hec;

import com.linecorp.armeria.common.HttpStatus;
import java.util.Locale;

/// What HEC answers: a code of its own under an HTTP status (Splunk: "Troubleshoot HTTP Event Collector", "Possible
/// error codes").
@SuppressWarnings("ImmutableEnumChecker") // HttpStatus is immutable, and does not say so
public enum HecCode {
    SUCCESS(200, 0, "Success"),
    TOKEN_DISABLED(403, 1, "Token disabled"),
    TOKEN_REQUIRED(401, 2, "Token is required"),
    INVALID_AUTHORIZATION(401, 3, "Invalid authorization"),
    INVALID_TOKEN(403, 4, "Invalid token"),
    NO_DATA(400, 5, "No data"),
    INVALID_DATA(400, 6, "Invalid data format"),
    INCORRECT_INDEX(400, 7, "Incorrect index"),
    INTERNAL(500, 8, "Internal server error"),
    BUSY(503, 9, "Server is busy"),
    CHANNEL_MISSING(400, 10, "Data channel is missing"),
    INVALID_CHANNEL(400, 11, "Invalid data channel"),
    EVENT_REQUIRED(400, 12, "Event field is required"),
    EVENT_BLANK(400, 13, "Event field cannot be blank"),
    ACK_DISABLED(400, 14, "ACK is disabled"),
    INDEXED_FIELDS(400, 15, "Error in handling indexed fields"),
    QUERY_AUTHORIZATION(400, 16, "Query string authorization is not enabled"),
    HEALTHY(200, 17, "HEC is healthy"),
    /// Of a token that is shown to `/health`.
    HEALTH_INVALID_TOKEN(400, 21, "Invalid token"),
    HEALTH_TOKEN_DISABLED(400, 22, "Token disabled"),
    TOO_LARGE(413, 27, "Request entity too large"),
    NOT_FOUND(404, 404, "The requested URL was not found on this server."),
    METHOD_NOT_ALLOWED(405, 405, "The requested method is not allowed.");

    private final HttpStatus status;
    private final int code;
    private final String text;
    private final String label = name().toLowerCase(Locale.ROOT);

    HecCode(int status, int code, String text) {
        this.status = HttpStatus.valueOf(status);
        this.code = code;
        this.text = text;
    }

    HttpStatus status() {
        return status;
    }

    /// The number that clients see.
    public int code() {
        return code;
    }

    /// What clients read.
    public String text() {
        return text;
    }

    /// The name in metrics: `invalid_token`, `busy`, ...
    public String label() {
        return label;
    }

    public boolean isRefusal() {
        return status.code() != 200;
    }
}
