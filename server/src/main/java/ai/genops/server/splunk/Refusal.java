package ai.genops.server.splunk;

import com.linecorp.armeria.common.HttpStatus;

/// A request that is answered with an error, as Splunk words it: a kind and a text.
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient HttpStatus status;
    private final String kind;

    Refusal(HttpStatus status, String kind, String text) {
        super(text, null, false, false);
        this.status = status;
        this.kind = kind;
    }

    static Refusal wrong(String text) {
        return new Refusal(HttpStatus.BAD_REQUEST, "FATAL", text);
    }

    static Refusal notThere(String text) {
        return new Refusal(HttpStatus.NOT_FOUND, "FATAL", text);
    }

    HttpStatus status() {
        return status;
    }

    String kind() {
        return kind;
    }
}
