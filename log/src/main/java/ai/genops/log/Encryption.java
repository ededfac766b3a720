package ai.genops.log;

import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/// AES-256-GCM for all new frames, under the newest key; frames under any key of the ring are read.
///
/// @param random where the salts come from: the nonces are safe only if these never repeat. Null: what is written is
///     not encrypted any more, and the keys serve to read what was
public record Encryption(KeyRing keys, @Nullable SecureRandom random) {
    /// Reads what is encrypted, and encrypts nothing new: how a log's encryption ends without losing a record.
    public static Encryption readOnly(KeyRing keys) {
        return new Encryption(keys, null);
    }

    /// Whether new frames are encrypted.
    public boolean seals() {
        return random != null;
    }
}
