package ai.genops.demo;

/// The server will not take the demo's spans.
final class RefusedException extends Exception {
    private static final long serialVersionUID = 1;

    RefusedException(String message) {
        super(message);
    }
}
