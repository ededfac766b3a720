package ai.genops.lake;

/// The lake cannot be opened. The message is for people: what is wrong and what to do.
public final class LakeException extends RuntimeException {
    private static final long serialVersionUID = 1;

    LakeException(String message) {
        super(message);
    }

    LakeException(String message, Throwable cause) {
        super(message, cause);
    }
}
