package ai.genops.source.receive;

import ai.genops.pipeline.config.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/// The token that clients have to show as `Authorization: Bearer <token>` (RFC 6750). Compared by digests, so that how
/// long it takes says nothing about the token, its length included. Rotated, the new token is wanted from then on.
final class BearerToken {
    private static final String SCHEME = "Bearer ";

    private final Secret token;
    private volatile Known known;

    /// What it was when it was last looked at.
    private static final class Known {
        private final String token;
        private final byte[] digest;

        private Known(String token) {
            this.token = token;
            digest = BearerToken.digest(token);
        }
    }

    BearerToken(Secret token) {
        this.token = token;
        known = new Known(token.value());
    }

    boolean matches(@Nullable String authorization) {
        return authorization != null
                && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && MessageDigest.isEqual(
                        current(),
                        digest(authorization.substring(SCHEME.length()).strip()));
    }

    private byte[] current() {
        Known current = known;
        String now = token.value();
        if (!current.token.equals(now)) {
            current = new Known(now);
            known = current;
        }
        return current.digest;
    }

    private static byte[] digest(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
