package ai.genops.log;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Says what a failing disk means, and what helps.
final class DiskTrouble {
    private DiskTrouble() {}

    static String why(Throwable cause) {
        String text = text(cause);
        if (cause instanceof NoSuchFileException) {
            return "a file or the folder has vanished; is its disk still mounted? (%s)".formatted(text);
        }
        if (text.contains("Read-only file system")) {
            return "its file system is read-only; mount it writable (%s)".formatted(text);
        }
        if (cause instanceof AccessDeniedException) {
            return "no permission; give the server's user the right to read and write it (%s)".formatted(text);
        }
        if (text.contains("No space left") || text.contains("quota exceeded") || text.contains("disk is full")) {
            return "the disk is full; make room (%s)".formatted(text);
        }
        if (text.contains("Input/output error")) {
            return "the disk fails; look into the system's own log (%s)".formatted(text);
        }
        return text;
    }

    /// Whether a stack trace says more than the words: not if it is the disk.
    static boolean isFault(Throwable cause) {
        return !(cause instanceof java.io.IOException);
    }

    /// What the JDK says of a file that is not there, or not permitted, is its name alone.
    private static String text(Throwable cause) {
        return switch (cause) {
            case NoSuchFileException gone -> gone.getFile() + " is not there";
            case AccessDeniedException denied -> denied.getFile() + ": permission denied";
            case FileSystemException failed -> String.valueOf(failed.getMessage());
            case java.io.IOException failed when failed.getMessage() != null -> failed.getMessage();
            default -> cause.toString();
        };
    }

    /// The file of a failure, for what has no name of its own.
    static String of(Path file, Throwable cause) {
        String why = why(cause);
        return why.contains(file.toString()) ? why : file + ": " + why;
    }
}
