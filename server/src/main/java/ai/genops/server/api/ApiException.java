package ai.genops.server.api;

import com.linecorp.armeria.common.HttpStatus;

/// A request that is answered with an error; the message says what to do.
final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient HttpStatus status;

    ApiException(HttpStatus status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    HttpStatus status() {
        return status;
    }
}
