package ai.genops.pipeline.lookup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/// Tells whether a file's content has changed: it asks for size and time, and reads the content only if one of them is
/// new, or so new that a second change might hide behind the same time. One thread at a time.
final class WatchedFile {
    /// The coarsest clock of a file system in use (FAT).
    private static final Duration COARSE = Duration.ofSeconds(2);

    private final Path file;
    private long size = -1;
    private FileTime modified = FileTime.fromMillis(0);
    private byte[] hash = new byte[0];
    private boolean settled;

    WatchedFile(Path file) throws IOException {
        this.file = file;
        look();
    }

    /// Whether the content is another than at the last call.
    boolean changed(Instant now) throws IOException {
        var attributes = Files.readAttributes(file, BasicFileAttributes.class);
        if (settled
                && attributes.size() == size
                && attributes.lastModifiedTime().equals(modified)) {
            return false;
        }
        byte[] before = hash;
        look();
        settled = modified.toInstant().plus(COARSE).isBefore(now);
        return !Arrays.equals(before, hash);
    }

    /// What is known of the file is from before its content is read, so a change in between is seen the next time.
    private void look() throws IOException {
        var attributes = Files.readAttributes(file, BasicFileAttributes.class);
        byte[] read = hash(file);
        size = attributes.size();
        modified = attributes.lastModifiedTime();
        hash = read;
    }

    private static byte[] hash(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 16];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
