package ai.genops.server.replay;

/// A replay that cannot be; the message is meant for whoever asked for it.
public final class ReplayException extends RuntimeException {
    public ReplayException(String message) {
        super(message);
    }
}
