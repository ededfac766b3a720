package ai.genops.log;

import java.security.GeneralSecurityException;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// The keys of a log by their ids. To rotate: add a key with a higher id, and keep the old ones as long as segments
/// under them are retained. Never put another key under an id that was used. Immutable; says nothing of its keys.
///
/// A key encrypts nothing itself: from it and a random salt, HKDF-SHA256 (RFC 5869) makes the AES-256 key of one run of
/// frames.
public final class KeyRing {
    static final int KEY_BYTES = 32;

    private final SortedMap<Integer, byte[]> keys = new TreeMap<>();

    /// A ring of these keys, which it copies.
    ///
    /// @param keys id, 1 or more → 32 random bytes; the highest id is the key of what is written
    /// @throws IllegalArgumentException if there is no key, an id is not positive, or a key is not 32 bytes long
    public KeyRing(SortedMap<Integer, byte[]> keys) {
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("log: a key ring needs a key");
        }
        keys.forEach((id, key) -> {
            if (id <= 0 || key.length != KEY_BYTES) {
                throw new IllegalArgumentException(
                        "log: a key has an id of 1 or more and %d bytes; this one has id %d and %d bytes"
                                .formatted(KEY_BYTES, id, key.length));
            }
            this.keys.put(id, key.clone());
        });
    }

    /// The ids of its keys.
    public SortedSet<Integer> ids() {
        return new TreeSet<>(keys.keySet());
    }

    int newest() {
        return keys.lastKey();
    }

    boolean has(int id) {
        return keys.containsKey(id);
    }

    /// The key of the frames written under a salt; null if the ring has no key of that id.
    @Nullable
    SecretKey frames(int id, byte[] salt) {
        var key = keys.get(id);
        return key == null ? null : derive("AES", key, salt, "genops log frames " + id, KEY_BYTES);
    }

    /// The key of the one file that was sealed under a salt; null if the ring has no key of that id.
    @Nullable
    SecretKey file(int id, byte[] salt) {
        var key = keys.get(id);
        return key == null ? null : derive("AES", key, salt, "genops sealed file " + id, KEY_BYTES);
    }

    /// A number that tells one key from another and nothing else about it.
    long check(int id) {
        var key = keys.get(id);
        if (key == null) {
            throw new IllegalArgumentException("no key " + id);
        }
        var check = derive("Generic", key, new byte[KEY_BYTES], "genops log key check " + id, Long.BYTES);
        return java.nio.ByteBuffer.wrap(check.getEncoded()).getLong();
    }

    private static SecretKey derive(String algorithm, byte[] key, byte[] salt, String purpose, int bytes) {
        try {
            var parameters = HKDFParameterSpec.ofExtract()
                    .addIKM(new SecretKeySpec(key, "Generic"))
                    .addSalt(salt)
                    .thenExpand(purpose.getBytes(java.nio.charset.StandardCharsets.US_ASCII), bytes);
            return KDF.getInstance("HKDF-SHA256").deriveKey(algorithm, parameters);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no HKDF-SHA256", e);
        }
    }

    @Override
    public String toString() {
        return "KeyRing" + keys.keySet();
    }
}
