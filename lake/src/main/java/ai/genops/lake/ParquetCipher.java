package ai.genops.lake;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Encrypts the modules of one Parquet file with AES-GCM: each under a nonce of its own, bound by additional data to
/// the file and its place in it, so that none can be put anywhere else.
///
/// Nonces are 96 random bits, so a key is good for 2^32 modules, of which a file has about 70 for each 122,880 rows.
///
/// The format: https://github.com/apache/parquet-format/blob/master/Encryption.md#5-file-format
final class ParquetCipher {
    /// What a module has beyond its text: its length, the nonce, the tag.
    static final int OVERHEAD = 4 + 12 + 16;

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int UNIQUE_BYTES = 8;

    /// Kinds of modules.
    enum Module {
        FOOTER(0),
        DATA_PAGE(2),
        DICTIONARY_PAGE(3),
        DATA_PAGE_HEADER(4),
        DICTIONARY_PAGE_HEADER(5);

        private final int code;

        Module(int code) {
            this.code = code;
        }
    }

    private final SecretKeySpec key;
    private final SecureRandom random;
    private final byte[] unique = new byte[UNIQUE_BYTES];

    /// @param key of 32 bytes
    ParquetCipher(byte[] key, SecureRandom random) {
        this.key = new SecretKeySpec(key, "AES");
        this.random = random;
        random.nextBytes(unique);
    }

    /// What tells this file from others; it stands in the file as it is.
    byte[] unique() {
        return unique.clone();
    }

    /// @param place ordinals: of the row group, the column, and of a data page that of the page
    byte[] seal(Module module, byte[] text, int... place) {
        var nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(additional(module, place));
            int length = NONCE_BYTES + cipher.getOutputSize(text.length);
            ByteBuffer sealed = ByteBuffer.allocate(Integer.BYTES + length).order(ByteOrder.LITTLE_ENDIAN);
            sealed.putInt(length).put(nonce);
            cipher.doFinal(ByteBuffer.wrap(text), sealed);
            return sealed.array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no AES-256-GCM", e);
        }
    }

    private byte[] additional(Module module, int... place) {
        var data = new ByteArrayOutputStream();
        data.writeBytes(unique);
        data.write(module.code);
        for (int ordinal : place) {
            data.write(ordinal);
            data.write(ordinal >> Byte.SIZE);
        }
        return data.toByteArray();
    }
}
