package ai.genops.log;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import org.jspecify.annotations.Nullable;

/// AES-256-GCM of one frame's payload. What is stored, big-endian:
/// ```
///  0  u32  key id
///  4       16 bytes of salt
/// 20       ciphertext, as long as the payload
///  n       16 bytes of tag
/// ```
/// A nonce must never meet two plaintexts under one key. Sequences do not help: after a torn tail or a failed fsync the
/// same one is written again. So each writer of a segment draws a salt, which gives it a key of its own, and the nonce
/// is the frame's offset: a writer only goes forward, and whoever opens the segment again draws another salt.
///
/// The tag also covers where the frame stands (segment, offset) and what its header says, so that a frame can be
/// neither moved nor relabelled.
final class FrameCipher {
    static final int OVERHEAD = 36;

    private static final int SALT_AT = 4;
    private static final int SALT_BYTES = 16;
    private static final int TEXT_AT = SALT_AT + SALT_BYTES;
    private static final int TAG_BITS = 128;
    private static final int NONCE_BYTES = 12;
    private static final int AAD_BYTES = 40;

    private final Cipher cipher;
    private final long segment;
    private final ByteBuffer nonce = ByteBuffer.allocate(NONCE_BYTES);
    private final ByteBuffer about = ByteBuffer.allocate(AAD_BYTES);
    private Bytes stored = Bytes.NONE;
    private Bytes plain = Bytes.NONE;

    FrameCipher(long segment) {
        this.segment = segment;
        try {
            this.cipher = Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no AES/GCM", e);
        }
    }

    private void init(int mode, SecretKey key, Frame frame, long offset) throws GeneralSecurityException {
        nonce.putLong(NONCE_BYTES - Long.BYTES, offset);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce.array()));
        about.clear().putLong(segment).putLong(offset).putLong(frame.sequence()).putLong(frame.appendedMillis());
        about.putInt(frame.group()).putInt(frame.flags());
        cipher.updateAAD(about.flip());
    }

    /// The writing side: one per writer of a segment.
    static final class Sealer {
        private final FrameCipher cipher;
        private final SecretKey key;
        private final int id;
        private final byte[] salt = new byte[SALT_BYTES];

        Sealer(Encryption encryption, long segment) {
            this.cipher = new FrameCipher(segment);
            this.id = encryption.keys().newest();
            java.util.Objects.requireNonNull(encryption.random()).nextBytes(salt);
            this.key = java.util.Objects.requireNonNull(encryption.keys().frames(id, salt));
        }

        /// What is to be stored for a payload; valid until the next call.
        Bytes seal(Append append, Frame frame, long offset) {
            cipher.stored = cipher.stored.grown(append.bytes() + OVERHEAD);
            var out = cipher.stored.view().putInt(id).put(salt);
            try {
                cipher.init(Cipher.ENCRYPT_MODE, key, frame, offset);
                for (var part : append.parts()) {
                    cipher.cipher.update(part, out);
                }
                cipher.cipher.doFinal(ByteBuffer.allocate(0), out);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("cannot encrypt a frame", e);
            }
            return cipher.stored;
        }
    }

    /// The reading side of one segment.
    static final class Opener {
        private final FrameCipher cipher;
        private final KeyRing keys;
        private byte[] salt = new byte[0];
        private int id;
        private @Nullable SecretKey key;

        Opener(KeyRing keys, long segment) {
            this.cipher = new FrameCipher(segment);
            this.keys = keys;
        }

        /// The payload, valid until the next call; null if key and tag do not say that it is what was written.
        @Nullable
        Bytes open(Bytes stored, Frame frame, long offset) {
            int length = stored.length() - OVERHEAD;
            if (length < 0) {
                return null;
            }
            var with = key(stored);
            if (with == null) {
                return null;
            }
            cipher.plain = cipher.plain.grown(length);
            try {
                cipher.init(Cipher.DECRYPT_MODE, with, frame, offset);
                cipher.cipher.doFinal(stored.array(), TEXT_AT, stored.length() - TEXT_AT, cipher.plain.array(), 0);
                return cipher.plain;
            } catch (AEADBadTagException e) {
                return null;
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("cannot decrypt a frame", e);
            }
        }

        private @Nullable SecretKey key(Bytes stored) {
            int wanted = keyId(stored.view());
            if (wanted != id || !Arrays.equals(salt, 0, salt.length, stored.array(), SALT_AT, TEXT_AT)) {
                id = wanted;
                salt = Arrays.copyOfRange(stored.array(), SALT_AT, TEXT_AT);
                key = keys.frames(id, salt);
            }
            return key;
        }
    }

    /// The key a stored payload names.
    static int keyId(ByteBuffer stored) {
        return stored.remaining() < OVERHEAD ? 0 : stored.getInt(stored.position());
    }
}
