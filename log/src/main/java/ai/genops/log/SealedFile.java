package ai.genops.log;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Objects;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import org.jspecify.annotations.Nullable;

/// What stands beside the log and holds some of what is in it, sealed with the log's keys: AES-256-GCM. Each file has a
/// salt of its own, and from that a key that seals nothing else, so the nonce is always 0. Big-endian:
/// ```
///  0  u32  key id
///  4       16 bytes of salt
/// 20       ciphertext, as long as the content
///  n       16 bytes of tag
/// ```
public final class SealedFile {
    private static final int SALT_BYTES = 16;
    private static final int TEXT_AT = Integer.BYTES + SALT_BYTES;
    private static final int TAG_BITS = 128;
    private static final byte[] NONCE = new byte[12];

    private SealedFile() {}

    /// A content sealed, as it is to be stored.
    ///
    /// @param encryption one that seals
    /// @param about what the file is, which is not stored: it opens as nothing else
    public static byte[] seal(Encryption encryption, byte[] content, byte[] about) {
        int id = encryption.keys().newest();
        byte[] salt = new byte[SALT_BYTES];
        Objects.requireNonNull(encryption.random()).nextBytes(salt);
        byte[] stored = new byte[TEXT_AT + content.length + TAG_BITS / Byte.SIZE];
        ByteBuffer.wrap(stored).putInt(id).put(salt);
        try {
            Cipher cipher = cipher(
                    Cipher.ENCRYPT_MODE,
                    Objects.requireNonNull(encryption.keys().file(id, salt)),
                    about);
            cipher.doFinal(content, 0, content.length, stored, TEXT_AT);
            return stored;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot encrypt a file", e);
        }
    }

    /// Null if no key of the ring opens it as what it should be.
    public static byte @Nullable [] open(KeyRing keys, byte[] stored, byte[] about) {
        if (stored.length < TEXT_AT) {
            return null;
        }
        ByteBuffer head = ByteBuffer.wrap(stored);
        int id = head.getInt();
        byte[] salt = new byte[SALT_BYTES];
        head.get(salt);
        SecretKey key = keys.file(id, salt);
        if (key == null) {
            return null;
        }
        try {
            return cipher(Cipher.DECRYPT_MODE, key, about).doFinal(stored, TEXT_AT, stored.length - TEXT_AT);
        } catch (AEADBadTagException e) {
            return null;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot decrypt a file", e);
        }
    }

    private static Cipher cipher(int mode, SecretKey key, byte[] about) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, NONCE));
        cipher.updateAAD(about);
        return cipher;
    }
}
