package ai.genops.server.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// Permissions of files, where the system has them.
final class Modes {
    private static final String NONE = "-";

    private Modes() {}

    static String of(Path file) throws IOException {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        } catch (UnsupportedOperationException e) {
            return NONE;
        }
    }

    static void set(Path file, String mode) throws IOException {
        if (mode.equals(NONE)) {
            return;
        }
        try {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
        } catch (UnsupportedOperationException e) {
            // A system without them protects files in its own way.
        }
    }
}
