package ai.genops.source.receive;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/// The token that clients have to show as `Authorization: Bearer <token>` (RFC 6750). Compared by digests, so that how
/// long it takes says nothing about the token, its length included.
final class BearerToken {
    private static final String SCHEME = "Bearer ";

    private final byte[] digest;

    BearerToken(String token) {
        digest = digest(token);
    }

    boolean matches(@Nullable String authorization) {
        return authorization != null
                && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && MessageDigest.isEqual(
                        digest, digest(authorization.substring(SCHEME.length()).strip()));
    }

    private static byte[] digest(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
