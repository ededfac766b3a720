package ai.genops.destination.snowflake;

import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// A private key that a passphrase protects: PKCS #8 with PBES2 (RFC 8018). The platform's own classes do not know
/// PBES2 with Triple DES, which is what Snowflake's instructions make.
record EncryptedKey(String digest, Der salt, int iterations, Kind kind, Der iv, Der data) {
    /// More would be a way to keep the server busy.
    private static final int MOST_ITERATIONS = 10_000_000;

    private static final String PBES2 = "2a864886f70d01050d";
    private static final String PBKDF2 = "2a864886f70d01050c";
    private static final Map<String, String> DIGESTS = Map.of(
            "2a864886f70d0207", "SHA1",
            "2a864886f70d0208", "SHA224",
            "2a864886f70d0209", "SHA256",
            "2a864886f70d020a", "SHA384",
            "2a864886f70d020b", "SHA512");
    private static final Map<String, Kind> KINDS = Map.of(
            "2a864886f70d0307",
            new Kind("DESede", 192),
            "60864801650304" + "0102",
            new Kind("AES", 128),
            "60864801650304" + "0116",
            new Kind("AES", 192),
            "60864801650304" + "012a",
            new Kind("AES", 256));

    /// A cipher, in CBC mode.
    record Kind(String name, int bits) {}

    /// @throws IllegalArgumentException if it is not protected in this way
    static EncryptedKey read(byte[] der) {
        Der whole = Der.of(der);
        Der scheme = whole.at(0);
        Der derivation = scheme.at(1).at(0);
        Der cipher = scheme.at(1).at(1);
        Kind kind = KINDS.get(cipher.at(0).hex());
        if (!scheme.at(0).hex().equals(PBES2) || !derivation.at(0).hex().equals(PBKDF2) || kind == null) {
            throw new IllegalArgumentException("another scheme");
        }
        List<Der> parameters = derivation.at(1).values();
        int iterations = parameters.get(1).number();
        String digest = digest(parameters);
        if (digest == null || iterations < 1 || iterations > MOST_ITERATIONS) {
            throw new IllegalArgumentException("other parameters");
        }
        return new EncryptedKey(digest, parameters.getFirst(), iterations, kind, cipher.at(1), whole.at(1));
    }

    /// The key it protects, as PKCS #8.
    /// @throws GeneralSecurityException if the passphrase is another
    byte[] open(String passphrase) throws GeneralSecurityException {
        var spec = new PBEKeySpec(passphrase.toCharArray(), salt.content(), iterations, kind.bits);
        byte[] key = SecretKeyFactory.getInstance("PBKDF2WithHmac" + digest)
                .generateSecret(spec)
                .getEncoded();
        Cipher cipher = Cipher.getInstance(kind.name + "/CBC/PKCS5Padding");
        cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, kind.name), new IvParameterSpec(iv.content()));
        return cipher.doFinal(data.content());
    }

    /// After salt and iterations may stand the key's length, and the digest if it is not SHA-1.
    private static @Nullable String digest(List<Der> parameters) {
        Der last = parameters.getLast();
        return last.tag() == Der.SEQUENCE ? DIGESTS.get(last.at(0).hex()) : "SHA1";
    }
}
