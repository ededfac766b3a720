package ai.genops.server.access;

import ai.genops.event.JsonBuffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// The tokens there are, in a file that holds their hashes; a token itself is seen once, when it is made. Safe for
/// concurrent use.
public final class TokenStore {
    private static final int TOKEN_BYTES = 32;
    private static final String BEGINNING = "gno_";
    private static final int MOST = 10_000;

    private final Path file;
    private final InstantSource clock;
    private final IntFunction<byte[]> random;
    private List<Token> tokens;

    /// @param random so many random bytes
    public TokenStore(Path file, InstantSource clock, IntFunction<byte[]> random) throws IOException {
        this.file = file;
        this.clock = clock;
        this.random = random;
        this.tokens = read(file);
    }

    /// A token that was made just now, to be shown once.
    public record Made(Token token, String secret) {
        /// Never the secret.
        @Override
        public String toString() {
            return token.toString();
        }
    }

    private static List<Token> read(Path file) throws IOException {
        List<Token> tokens = new ArrayList<>();
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                if (!line.isBlank()) {
                    tokens.add(TokenLines.read(line));
                }
            }
        }
        return List.copyOf(tokens);
    }

    public synchronized List<Token> all() {
        return tokens;
    }

    /// Makes a token.
    ///
    /// @param expiresAt null: never
    public synchronized Made create(String user, List<String> roles, @Nullable Instant expiresAt) throws IOException {
        if (tokens.size() >= MOST) {
            throw new IllegalStateException("there are %,d tokens; no more are kept".formatted(MOST));
        }
        String secret = BEGINNING + Base64.getUrlEncoder().withoutPadding().encodeToString(random.apply(TOKEN_BYTES));
        String id = HexFormat.of().formatHex(random.apply(4));
        var token = new Token(id, user, roles, hash(secret), clock.instant(), expiresAt, false);
        List<Token> more = new ArrayList<>(tokens);
        more.add(token);
        keep(more);
        return new Made(token, secret);
    }

    /// Makes a token useless, for good.
    ///
    /// @return the token; null if there is none of this id
    public synchronized @Nullable Token disable(String id) throws IOException {
        List<Token> changed = new ArrayList<>();
        Token found = null;
        for (Token token : tokens) {
            boolean wanted = token.id().equals(id);
            found = wanted ? token.asDisabled() : found;
            changed.add(wanted ? token.asDisabled() : token);
        }
        keep(changed);
        return found;
    }

    /// The token that this is; null if there is none, or it cannot be used any more. How long that takes tells nothing
    /// about the tokens there are.
    public @Nullable Token find(String secret) {
        byte[] wanted = hash(secret).getBytes(StandardCharsets.US_ASCII);
        Token found = null;
        for (Token token : all()) {
            if (MessageDigest.isEqual(wanted, token.hash().getBytes(StandardCharsets.US_ASCII))) {
                found = token;
            }
        }
        return found != null && found.isUsable(clock.instant()) ? found : null;
    }

    private void keep(List<Token> changed) throws IOException {
        var out = new JsonBuffer(1024);
        changed.forEach(token -> TokenLines.write(token, out));
        OwnersFile.write(file, out.toString());
        tokens = List.copyOf(changed);
    }

    private static String hash(String secret) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM knows SHA-256", e);
        }
    }
}
