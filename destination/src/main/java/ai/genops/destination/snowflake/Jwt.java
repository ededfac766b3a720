package ai.genops.destination.snowflake;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.genops.event.JsonBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.RSAPublicKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;

/// Tokens that prove the possession of a key (Snowflake: "Using key-pair authentication"; RFC 7519, RS256).
final class Jwt {
    /// Snowflake takes no token that lives longer than an hour.
    static final Duration LIFETIME = Duration.ofMinutes(55);

    private static final String HEADER = base64url("{\"alg\":\"RS256\",\"typ\":\"JWT\"}".getBytes(UTF_8));

    private Jwt() {}

    static String of(RSAPrivateCrtKey key, String account, String user, Instant now) {
        String subject = account + "." + user.toUpperCase(Locale.ROOT);
        String claims = new JsonBuffer(512)
                .ascii("{\"iss\":")
                .text(subject + "." + fingerprint(key))
                .ascii(",\"sub\":")
                .text(subject)
                .ascii(",\"iat\":")
                .number(now.getEpochSecond())
                .ascii(",\"exp\":")
                .number(now.plus(LIFETIME).getEpochSecond())
                .raw('}')
                .toString();
        String signed = HEADER + "." + base64url(claims.getBytes(UTF_8));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(signed.getBytes(UTF_8));
            return signed + "." + base64url(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("an RSA key signs", e);
        }
    }

    /// Of its public key, as `DESC USER` shows it under `RSA_PUBLIC_KEY_FP`. Not a secret.
    static String fingerprint(RSAPrivateCrtKey key) {
        try {
            var half = new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent());
            byte[] der = KeyFactory.getInstance("RSA").generatePublic(half).getEncoded();
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(der);
            return "SHA256:" + Base64.getEncoder().encodeToString(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has RSA and SHA-256", e);
        }
    }

    private static String base64url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
