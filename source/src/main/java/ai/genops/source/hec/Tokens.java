package ai.genops.source.hec;

import ai.genops.source.config.HecToken;
import ai.genops.source.config.SourceToken;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Knows tokens by their digests, all of which are compared whatever is found, so that how long it takes says nothing.
/// A token that is rotated is the new one from then on.
final class Tokens {
    private final List<HecToken> tokens;

    /// @throws IllegalArgumentException if one is still to be generated
    Tokens(List<HecToken> tokens) {
        this.tokens = List.copyOf(tokens);
        tokens.forEach(Tokens::value);
    }

    @Nullable
    HecToken find(String shown) {
        byte[] digest = digest(shown);
        HecToken found = null;
        for (HecToken token : tokens) {
            if (MessageDigest.isEqual(digest(value(token)), digest)) {
                found = token;
            }
        }
        return found;
    }

    private static String value(HecToken token) {
        return switch (token.token()) {
            case SourceToken.Given(var secret) -> secret.value();
            case SourceToken.None(), SourceToken.Generate() ->
                throw new IllegalArgumentException("generate a token first");
        };
    }

    private static byte[] digest(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
