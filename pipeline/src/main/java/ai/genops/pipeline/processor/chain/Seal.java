package ai.genops.pipeline.processor.chain;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// What is hashed of an event: the line that is delivered of it, byte for byte, without its line end and without its
/// `chain.hash`. That line holds the hash of the event before, so each hash stands for all events up to it.
///
/// The bytes themselves and no canonical form (RFC 8785): that one rounds numbers to what a double holds, which
/// nanoseconds and 64-bit counts are not, so it would not prove their last digits. And `sha256sum` is enough to check.
///
/// One thread at a time.
public final class Seal {
    public static final String ID = "chain.id";
    public static final String SEQUENCE = "chain.sequence";
    public static final String PREVIOUS = "chain.previous";
    public static final String HASH = "chain.hash";
    /// What the first event of a chain has as the hash before.
    public static final String NONE = "0".repeat(64);

    private final MessageDigest sha256;

    public Seal() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /// In 64 lower-case hex digits.
    public String of(ByteBuffer line) {
        sha256.update(line);
        return HexFormat.of().formatHex(sha256.digest());
    }

    String of(byte[] line, int cutFrom, int cutTo) {
        sha256.update(line, 0, cutFrom);
        sha256.update(line, cutTo, line.length - cutTo);
        return HexFormat.of().formatHex(sha256.digest());
    }
}
