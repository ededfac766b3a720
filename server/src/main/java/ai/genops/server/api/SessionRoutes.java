package ai.genops.server.api;

import ai.genops.event.JsonBuffer;
import ai.genops.server.access.Access;
import ai.genops.server.access.Principal;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.Cookie;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.util.List;
import java.util.Set;

/// `GET /login?code=CODE` makes a browser's session of a link that was printed, `POST /login` with `token` of a
/// token; `GET /api/session` says who one is, `POST /api/session/end` logs out, `POST /api/session/link` gives
/// an administrator another link.
final class SessionRoutes {
    private final Access access;

    private SessionRoutes(Access access) {
        this.access = access;
    }

    static void addTo(ServerBuilder server, Access access) {
        var routes = new SessionRoutes(access);
        HttpService byLink = Answers.of(HttpMethod.GET, routes::login);
        HttpService byToken = Answers.of(HttpMethod.POST, routes::loginByToken);
        server.service(
                "/login",
                (context, request) -> (request.method() == HttpMethod.POST ? byToken : byLink).serve(context, request));
        server.service("/api/session", Answers.of(HttpMethod.GET, routes::show));
        server.service("/api/session/end", new Change((context, _) -> routes.end(context)));
        server.service("/api/session/link", new Change((_, _) -> routes.link()));
    }

    /// Without a code it leads to the page, which asks for a token if one is needed.
    private HttpResponse login(ServiceRequestContext context, AggregatedHttpRequest request) {
        String code = context.queryParams().get("code", "");
        if (code.isEmpty()) {
            return HttpResponse.ofRedirect(HttpStatus.SEE_OTHER, "/");
        }
        String key = access.sessions().redeem(code);
        if (key == null) {
            throw new ApiException(
                    HttpStatus.FORBIDDEN, "this link has been used or has expired; make another: genops token link");
        }
        return HttpResponse.of(begin(HttpStatus.SEE_OTHER, key)
                .add(HttpHeaderNames.LOCATION, "/")
                .build());
    }

    /// The session ends with the token. Another site's page may not log somebody in here as somebody else.
    private HttpResponse loginByToken(ServiceRequestContext context, AggregatedHttpRequest request) {
        if (!Gate.isOfThisOrigin(request.headers(), request.authority())) {
            throw new ApiException(HttpStatus.FORBIDDEN, "a page of another site may not do that");
        }
        String secret = Words.parse(Answers.json(request), Set.of("token"))
                .get("token", "")
                .strip();
        Principal who = access.ofToken(secret);
        if (who == null) {
            throw new ApiException(
                    HttpStatus.UNAUTHORIZED,
                    "this is no token that counts: it is another one, has expired, or was disabled");
        }
        return HttpResponse.of(
                begin(HttpStatus.OK, access.sessions().open(secret))
                        .contentType(MediaType.JSON_UTF_8)
                        .build(),
                HttpData.ofUtf8(new JsonBuffer(64)
                        .ascii("{\"user\":")
                        .text(who.user())
                        .raw('}')
                        .toString()));
    }

    private static ResponseHeadersBuilder begin(HttpStatus status, String key) {
        Cookie cookie = Cookie.secureBuilder(Gate.COOKIE, key)
                .secure(false) // the API speaks plain HTTP
                .httpOnly(true)
                .sameSite("Strict")
                .path("/")
                .build();
        return ResponseHeaders.builder(status)
                .add(HttpHeaderNames.SET_COOKIE, cookie.toSetCookieHeader())
                .add(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .add(HttpHeaderNames.REFERRER_POLICY, "no-referrer");
    }

    private HttpResponse show(ServiceRequestContext context, AggregatedHttpRequest request) {
        Principal who = Gate.principal(context);
        String key = Gate.session(context.request());
        String csrf = key == null || !who.byCookie() ? null : access.csrf(key);
        var out = new JsonBuffer(256).ascii("{\"user\":").text(who.user());
        list("roles", who.roleNames(), out);
        out.ascii(",\"admin\":").bool(who.mayAdminister());
        out.ascii(",\"content\":").bool(who.maySeeContent());
        out.ascii(",\"spend\":").bool(who.maySpend());
        list("indexes", who.indexes(), out);
        out.ascii(",\"csrf\":");
        return ApiServer.json(
                (csrf == null ? out.ascii("null") : out.text(csrf)).raw('}').toString());
    }

    private String end(ServiceRequestContext context) {
        String key = Gate.session(context.request());
        if (key != null) {
            access.sessions().close(key);
        }
        return "{\"ended\":" + (key != null) + "}";
    }

    private String link() {
        return new JsonBuffer(64)
                .ascii("{\"path\":")
                .text("/login?code=" + access.sessions().link())
                .raw('}')
                .toString();
    }

    static void list(String name, List<String> values, JsonBuffer out) {
        out.ascii(",\"" + name + "\":[");
        for (int i = 0; i < values.size(); i++) {
            out.ascii(i == 0 ? "" : ",").text(values.get(i));
        }
        out.raw(']');
    }
}
