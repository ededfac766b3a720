package ai.genops.destination.snowflake;

/// How the fake says no.
final class Refusal extends Exception {
    private static final long serialVersionUID = 1;
    final int status;
    final String code;

    Refusal(int status, String code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
    }
}
