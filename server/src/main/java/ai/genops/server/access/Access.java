package ai.genops.server.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Finds out who asks. Safe for concurrent use.
public final class Access {
    private static final String BEARER = "Bearer ";
    private static final String SPLUNK = "Splunk ";
    private static final String BASIC = "Basic ";

    private final Supplier<AccessSettings> settings;
    private final TokenStore tokens;
    private final Sessions sessions;
    private final Path localToken;
    private final boolean fresh;

    /// The access to one data folder's server.
    ///
    /// @param settings as they are now
    /// @param data the data folder; an administrator's token is made there if there is none
    public static Access in(
            Path data, Supplier<AccessSettings> settings, InstantSource clock, IntFunction<byte[]> random)
            throws IOException {
        return new Access(data, settings, clock, random);
    }

    private Access(Path data, Supplier<AccessSettings> settings, InstantSource clock, IntFunction<byte[]> random)
            throws IOException {
        this.settings = settings;
        tokens = new TokenStore(data.resolve("access").resolve("tokens"), clock, random);
        sessions = new Sessions(clock, random);
        localToken = localToken(data);
        fresh = !Files.exists(localToken);
        if (fresh) {
            TokenStore.Made made = tokens.create("admin", List.of(Role.ADMIN.name()), null);
            OwnersFile.write(localToken, made.secret() + "\n");
        }
    }

    /// Where the command line on this machine finds the token it uses.
    public static Path localToken(Path data) {
        return data.resolve("tokens").resolve("api.admin");
    }

    /// Where the administrator's token is.
    public Path localToken() {
        return localToken;
    }

    /// Whether this start made the administrator's token: then it may be shown, once.
    public boolean isFresh() {
        return fresh;
    }

    public TokenStore tokens() {
        return tokens;
    }

    public Sessions sessions() {
        return sessions;
    }

    public AccessSettings settings() {
        return settings.get();
    }

    /// Who has the token; null if it is none.
    public @Nullable Principal ofToken(String secret) {
        return principal(tokens.find(secret), false);
    }

    /// Who logs in with a name and, as the password, one of the name's tokens.
    public @Nullable Principal ofPassword(String user, String password) {
        Principal found = ofToken(password);
        return found != null && found.user().equals(user) ? found : null;
    }

    /// Who sends this `Authorization`: `Bearer` or `Splunk` with a token or a session's key, `Basic` with a name and a
    /// token.
    public @Nullable Principal ofAuthorization(String header) {
        if (header.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return basic(header.substring(BASIC.length()).strip());
        }
        String secret = header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? header.substring(BEARER.length()).strip()
                : header.regionMatches(true, 0, SPLUNK, 0, SPLUNK.length())
                        ? header.substring(SPLUNK.length()).strip()
                        : "";
        Principal byToken = ofToken(secret);
        return byToken == null ? ofSession(secret, false) : byToken;
    }

    private @Nullable Principal basic(String encoded) {
        try {
            String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0 ? null : ofPassword(pair.substring(0, colon), pair.substring(colon + 1));
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    /// Who has logged in as this session; null if it has ended, or what they logged in with counts no longer.
    public @Nullable Principal ofSession(String key, boolean byCookie) {
        Sessions.Session session = sessions.find(key);
        if (session == null) {
            return null;
        }
        String token = session.token();
        return token == null
                ? new Principal("admin", List.of(Role.ADMIN), byCookie)
                : principal(tokens.find(token), byCookie);
    }

    /// What a page of ours has to say with each change in this session; null if there is no such session.
    public @Nullable String csrf(String key) {
        Sessions.Session session = sessions.find(key);
        return session == null ? null : session.csrf();
    }

    /// Whoever asks on this machine; null if they need a token like everybody.
    public @Nullable Principal local() {
        return settings.get().configured() ? null : Principal.LOCAL;
    }

    /// A role that is not configured any more allows nothing.
    private @Nullable Principal principal(@Nullable Token token, boolean byCookie) {
        if (token == null) {
            return null;
        }
        Map<String, Role> known = settings.get().roles();
        List<Role> roles = new ArrayList<>();
        token.roles().forEach(name -> {
            Role role = known.get(name);
            if (role != null) {
                roles.add(role);
            }
        });
        return new Principal(token.user(), roles, byCookie);
    }
}
