package ai.genops.server.access;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A token as it is kept: who has it, and its hash, never itself.
///
/// @param id names it to people
/// @param hash SHA-256 of the token in hex. A token is 256 random bits, so a fast hash without salt is no weakness
/// @param expiresAt null: never
public record Token(
        String id,
        String user,
        List<String> roles,
        String hash,
        Instant createdAt,
        @Nullable Instant expiresAt,
        boolean disabled) {
    public Token {
        roles = List.copyOf(roles);
    }

    boolean isUsable(Instant now) {
        return !disabled && (expiresAt == null || now.isBefore(expiresAt));
    }

    Token asDisabled() {
        return new Token(id, user, roles, hash, createdAt, expiresAt, true);
    }

    /// Never the hash: it is nobody's business either.
    @Override
    public String toString() {
        return "token " + id + " of " + user;
    }
}
