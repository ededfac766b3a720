package ai.genops.server.api;

import ai.genops.event.JsonBuffer;
import ai.genops.server.access.Access;
import ai.genops.server.access.Principal;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.Cookie;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.util.List;

/// `GET /login?code=CODE` makes a browser's session of a link that was printed; `GET /api/session` says who one is,
/// `POST /api/session/end` logs out, `POST /api/session/link` gives an administrator another link.
final class SessionRoutes {
    private final Access access;

    private SessionRoutes(Access access) {
        this.access = access;
    }

    static void addTo(ServerBuilder server, Access access) {
        var routes = new SessionRoutes(access);
        server.service("/login", Answers.of(HttpMethod.GET, routes::login));
        server.service("/api/session", Answers.of(HttpMethod.GET, routes::show));
        server.service("/api/session/end", new Change((context, _) -> routes.end(context)));
        server.service("/api/session/link", new Change((_, _) -> routes.link()));
    }

    private HttpResponse login(ServiceRequestContext context, AggregatedHttpRequest request) {
        String key = access.sessions().redeem(context.queryParams().get("code", ""));
        if (key == null) {
            throw new ApiException(
                    HttpStatus.FORBIDDEN, "this link has been used or has expired; make another: genops token link");
        }
        Cookie cookie = Cookie.secureBuilder(Gate.COOKIE, key)
                .secure(false) // the API speaks plain HTTP
                .httpOnly(true)
                .sameSite("Strict")
                .path("/")
                .build();
        return HttpResponse.of(ResponseHeaders.builder(HttpStatus.SEE_OTHER)
                .add(HttpHeaderNames.LOCATION, "/")
                .add(HttpHeaderNames.SET_COOKIE, cookie.toSetCookieHeader())
                .add(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .add(HttpHeaderNames.REFERRER_POLICY, "no-referrer")
                .build());
    }

    private HttpResponse show(ServiceRequestContext context, AggregatedHttpRequest request) {
        Principal who = Gate.principal(context);
        String key = Gate.session(context.request());
        String csrf = key == null || !who.byCookie() ? null : access.csrf(key);
        var out = new JsonBuffer(256).ascii("{\"user\":").text(who.user());
        list("roles", who.roleNames(), out);
        out.ascii(",\"admin\":").bool(who.mayAdminister());
        out.ascii(",\"content\":").bool(who.maySeeContent());
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
