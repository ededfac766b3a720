package ai.genops.pipeline.lookup;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/// What an error of the file system says, in words.
final class LookupErrors {
    private LookupErrors() {}

    static String text(IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> "it is not there any more";
            case AccessDeniedException _ -> "the server may not read it";
            default -> String.valueOf(e.getMessage());
        };
    }
}
