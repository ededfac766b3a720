package ai.genops.server.api;

import ai.genops.event.JsonBuffer;
import ai.genops.server.access.Access;
import ai.genops.server.access.Token;
import ai.genops.server.access.TokenStore;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServerBuilder;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/// `GET /api/tokens` lists them and the roles that there are, `POST /api/tokens` with `user`, `roles` (apart by
/// spaces) and, if wanted, `days` makes one and shows it this once, `POST /api/tokens/ID/disable` ends one. For
/// administrators.
final class TokenRoutes {
    private static final String USER = "[A-Za-z0-9][A-Za-z0-9_.@-]{0,63}";

    private final Access access;
    private final InstantSource clock;

    private TokenRoutes(Access access, InstantSource clock) {
        this.access = access;
        this.clock = clock;
    }

    static void addTo(ServerBuilder server, Access access, InstantSource clock) {
        var routes = new TokenRoutes(access, clock);
        HttpService create = new Change((_, body) -> routes.create(Words.parse(body, Set.of("user", "roles", "days"))));
        HttpService list = Answers.of(HttpMethod.GET, (_, _) -> ApiServer.json(routes.list()));
        server.service(
                "/api/tokens",
                (context, request) -> (request.method() == HttpMethod.GET ? list : create).serve(context, request));
        server.service("/api/tokens/{id}/disable", new Change((context, _) -> routes.disable(context.pathParam("id"))));
    }

    private String list() {
        var out = new JsonBuffer(1024).ascii("{\"tokens\":[");
        String comma = "";
        for (Token token : access.tokens().all()) {
            out.ascii(comma);
            write(token, out);
            out.raw('}');
            comma = ",";
        }
        out.raw(']');
        SessionRoutes.list("roles", known(), out);
        return out.raw('}').toString();
    }

    private List<String> known() {
        return access.settings().roles().keySet().stream().sorted().toList();
    }

    private String create(Words words) throws IOException {
        String user = words.get("user", "");
        if (!user.matches(USER)) {
            throw wrong("`user` must be letters, digits, `_`, `.`, `@` and `-`, at most 64, is `" + user + "`");
        }
        List<String> roles = List.of(words.get("roles", "user").strip().split("[ ,]+"));
        List<String> known = known();
        for (String role : roles) {
            if (!known.contains(role)) {
                throw wrong("there is no role `" + role + "`; there are " + String.join(", ", known));
            }
        }
        TokenStore.Made made = access.tokens().create(user, roles, expiry(words.get("days", "")));
        var out = new JsonBuffer(256);
        write(made.token(), out);
        return out.ascii(",\"token\":").text(made.secret()).raw('}').toString();
    }

    private @org.jspecify.annotations.Nullable Instant expiry(String days) {
        if (days.isEmpty()) {
            return null;
        }
        if (!days.matches("[1-9][0-9]{0,3}")) {
            throw wrong("`days` must be a number from 1 to 9999, is `" + days + "`");
        }
        return clock.instant().plus(Duration.ofDays(Integer.parseInt(days)));
    }

    private String disable(@org.jspecify.annotations.Nullable String id) throws IOException {
        Token token = access.tokens().disable(String.valueOf(id));
        if (token == null) {
            throw new ApiException(HttpStatus.NOT_FOUND, "there is no token `" + id + "`");
        }
        var out = new JsonBuffer(256);
        write(token, out);
        return out.raw('}').toString();
    }

    private static void write(Token token, JsonBuffer out) {
        out.ascii("{\"id\":").text(token.id()).ascii(",\"user\":").text(token.user());
        SessionRoutes.list("roles", token.roles(), out);
        out.ascii(",\"disabled\":").bool(token.disabled());
        out.ascii(",\"created_at\":").text(token.createdAt().toString()).ascii(",\"expires_at\":");
        Instant expires = token.expiresAt();
        if (expires == null) {
            out.ascii("null");
        } else {
            out.text(expires.toString());
        }
    }

    private static ApiException wrong(String text) {
        return new ApiException(HttpStatus.BAD_REQUEST, text);
    }
}
