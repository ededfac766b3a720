package ai.genops.lake;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The hash chain over a dataset's entries: each link is SHA-256 of the link before it and the entry. Who changes an
/// entry, takes one out or puts one in has to change every link after it; who noted one of those elsewhere sees it.
final class Chain {
    private static final int BUFFER = 1 << 16;

    private Chain() {}

    static String link(String before, String entry) {
        return hex(sha256().digest((before + "\n" + entry).getBytes(StandardCharsets.UTF_8)));
    }

    /// SHA-256 of a file.
    static String of(Path file) throws IOException {
        MessageDigest sum = sha256();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                sum.update(buffer, 0, read);
            }
        }
        return hex(sum.digest());
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
