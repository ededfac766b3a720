package ai.genops.log;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A segment is encrypted and its key is not there, or is another one. Nothing in the log has been changed.
public final class LogKeyException extends IOException {
    private LogKeyException(String message) {
        super(message);
    }

    static LogKeyException missing(Path file, int id, @Nullable KeyRing keys) {
        return new LogKeyException("%s is encrypted with key %d; %s: give the log that key"
                .formatted(
                        file, id, keys == null ? "no keys are configured" : "the configured ones are " + keys.ids()));
    }

    static LogKeyException wrong(Path file, int id) {
        return new LogKeyException(
                "%s is encrypted with another key %d than the configured one: give the log the key it was written with"
                        .formatted(file, id));
    }
}
