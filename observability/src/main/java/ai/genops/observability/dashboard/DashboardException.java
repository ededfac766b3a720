package ai.genops.observability.dashboard;

/** A file that is no dashboard; the message says where and why. */
public final class DashboardException extends RuntimeException {
    private static final long serialVersionUID = 1;

    DashboardException(String message) {
        super(message);
    }
}
