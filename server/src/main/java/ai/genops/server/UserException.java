package ai.genops.server;

/// Something the person at the command line can mend; the message says how.
public final class UserException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public UserException(String message) {
        super(message, null, false, false);
    }
}
