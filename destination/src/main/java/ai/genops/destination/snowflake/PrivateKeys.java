package ai.genops.destination.snowflake;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads private keys as Snowflake's instructions make them: PKCS #8 in PEM, with a passphrase or without.
final class PrivateKeys {
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");
    private static final int LEAST_BITS = 2048;

    /// Why a key cannot be used, in words that follow its name, without anything of the key.
    static final class UnusableException extends Exception {
        private static final long serialVersionUID = 1;
        private final String remedy;

        UnusableException(String reason, String remedy) {
            super(reason, null, false, false);
            this.remedy = remedy;
        }

        String remedy() {
            return remedy;
        }
    }

    private PrivateKeys() {}

    /// @param text PEM; its line ends may be written `\n`, as variables often hold them. Base64 alone is a key without
    ///     a passphrase
    /// @param passphrase empty if there is none
    static RSAPrivateCrtKey read(String text, String passphrase) throws UnusableException {
        String lines = text.replace("\\n", "\n").strip();
        Matcher pem = PEM.matcher(lines);
        String kind = pem.find() ? pem.group(1) : "PRIVATE KEY";
        byte[] der = bytes(pem.hasMatch() ? pem.group(2) : lines);
        return switch (kind) {
            case "PRIVATE KEY" -> rsa(der);
            case "ENCRYPTED PRIVATE KEY" -> rsa(open(der, passphrase));
            case "RSA PRIVATE KEY" ->
                throw new UnusableException(
                        "is in the older form PKCS #1", "Convert it: `openssl pkcs8 -topk8 -in old.pem -out key.p8`.");
            default -> throw new UnusableException("holds a " + kind, "Give the private key, in PEM.");
        };
    }

    private static byte[] bytes(String base64) throws UnusableException {
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw noKey();
        }
    }

    private static byte[] open(byte[] der, String passphrase) throws UnusableException {
        if (passphrase.isEmpty()) {
            throw new UnusableException("has a passphrase", "Add `private_key_passphrase`.");
        }
        try {
            return EncryptedKey.read(der).open(passphrase);
        } catch (GeneralSecurityException e) {
            throw wrongPassphrase();
        } catch (RuntimeException e) {
            throw new UnusableException(
                    "is encrypted in a way that is not known here", "Use `openssl pkcs8 -topk8 -v2 aes256`.");
        }
    }

    private static RSAPrivateCrtKey rsa(byte[] der) throws UnusableException {
        try {
            PrivateKey key = KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der));
            if (key instanceof RSAPrivateCrtKey rsa && rsa.getModulus().bitLength() >= LEAST_BITS) {
                return rsa;
            }
            throw new UnusableException("is shorter than 2048 bits", "Make another with `openssl genrsa 2048`.");
        } catch (GeneralSecurityException e) {
            throw noKey();
        }
    }

    private static UnusableException noKey() {
        return new UnusableException(
                "holds no RSA key (PKCS #8, PEM)", "Name a file with `${file:...}`, or a variable that holds the PEM.");
    }

    private static UnusableException wrongPassphrase() {
        return new UnusableException("does not open with `private_key_passphrase`", "Check the passphrase.");
    }
}
