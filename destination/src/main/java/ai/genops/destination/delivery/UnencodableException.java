package ai.genops.destination.delivery;

/// An event that cannot be written for its destination. Costs no stack trace: a template may fail on every event.
public final class UnencodableException extends Exception {
    private static final long serialVersionUID = 1;

    public UnencodableException(String reason) {
        super(reason, null, false, false);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
