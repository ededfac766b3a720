package ai.genops.source.wire;

/// Bytes that are not what they should be. The message says what is wrong and where, in words for the client that sent
/// them. Made without a stack trace: garbage must not cost more than what is right.
public final class MalformedException extends Exception {
    private static final long serialVersionUID = 1;

    public MalformedException(String message) {
        super(message, null, false, false);
    }
}
