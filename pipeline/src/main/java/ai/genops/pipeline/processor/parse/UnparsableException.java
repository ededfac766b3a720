package ai.genops.pipeline.processor.parse;

/// A text is not of the format it was taken for. Cheap: without a stack trace.
public final class UnparsableException extends Exception {
    public UnparsableException(String message) {
        super(message, null, false, false);
    }
}
