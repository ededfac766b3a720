package ai.genops.rules;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Names a catalogue by its content. */
final class Versions {
    private static final int BYTES = 6;

    private Versions() {}

    /** The name and the first twelve digits of the content's SHA-256. */
    static String of(String name, byte[] content) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
            return name + "@" + HexFormat.of().formatHex(hash, 0, BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
