package ai.genops.server.api;

import ai.genops.server.access.Access;
import ai.genops.server.access.Principal;
import com.linecorp.armeria.common.Cookie;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.DecoratingHttpServiceFunction;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.netty.util.AttributeKey;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Stands before the API: finds out who asks, and lets through what they may. What is not named here is for
/// administrators.
///
/// A page of another site can make a browser send requests, with this machine's address or our cookie. So what comes
/// without a token has to come from this origin, by the headers that browsers set and pages cannot.
final class Gate implements DecoratingHttpServiceFunction {
    static final String COOKIE = "genops_session";
    private static final String CSRF = "x-genops-csrf";
    private static final AttributeKey<Principal> PRINCIPAL = AttributeKey.valueOf(Gate.class, "PRINCIPAL");
    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    /// What everybody may ask who may ask anything.
    private static final Set<String> FOR_ALL = Set.of(
            "/metrics",
            "/api/status",
            "/api/health-alerts",
            "/api/search",
            "/api/tail",
            "/api/fields",
            "/api/commands",
            "/api/openapi.json",
            "/api/session",
            "/api/session/end",
            "/api/jobs",
            "/api/dashboards",
            "/api/prices",
            "/api/prices/find",
            "/api/sourcetypes");

    private static final List<String> FOR_ALL_UNDER = List.of("/api/jobs/", "/api/dashboards/");

    private final Access access;

    Gate(Access access) {
        this.access = access;
    }

    /// Who asks.
    static Principal principal(ServiceRequestContext context) {
        return Objects.requireNonNull(context.attr(PRINCIPAL), "behind the gate");
    }

    @Override
    public HttpResponse serve(HttpService delegate, ServiceRequestContext context, HttpRequest request)
            throws Exception {
        String path = context.path();
        if (!path.startsWith("/api/") && !path.equals("/metrics")) {
            return delegate.serve(context, request);
        }
        String authorization = request.headers().get(HttpHeaderNames.AUTHORIZATION);
        Principal principal =
                authorization == null ? withoutToken(context, request) : access.ofAuthorization(authorization);
        if (principal == null) {
            return nobody(context);
        }
        if (authorization == null && !isOfThisOrigin(request.headers(), request.authority())) {
            return DestinationRoutes.error(HttpStatus.FORBIDDEN, "a page of another site may not do that");
        }
        if (principal.byCookie() && !SAFE.contains(request.method()) && !saysCsrf(request)) {
            return DestinationRoutes.error(
                    HttpStatus.FORBIDDEN, "a change in a session needs the header X-GenOps-CSRF; see /api/session");
        }
        if (!may(principal, path)) {
            return DestinationRoutes.error(
                    HttpStatus.FORBIDDEN, "`" + principal.user() + "` may not do that; it takes an administrator");
        }
        boolean page = request.headers().contains("sec-fetch-site");
        context.setAttr(PRINCIPAL, page ? principal.asPage() : principal);
        return delegate.serve(context, request);
    }

    private static boolean may(Principal principal, String path) {
        return principal.mayAdminister()
                || FOR_ALL.contains(path)
                || FOR_ALL_UNDER.stream().anyMatch(path::startsWith)
                || ((path.equals("/api/budgets") || path.startsWith("/api/budgets/")) && principal.maySpend());
    }

    private HttpResponse nobody(ServiceRequestContext context) {
        return access.settings().configured() || context.request().headers().contains(HttpHeaderNames.AUTHORIZATION)
                ? DestinationRoutes.error(
                        HttpStatus.UNAUTHORIZED, "a token is needed, one that counts: Authorization: Bearer TOKEN")
                : DestinationRoutes.error(HttpStatus.FORBIDDEN, "only this machine may do that, at 127.0.0.1");
    }

    private @Nullable Principal withoutToken(ServiceRequestContext context, HttpRequest request) {
        String key = session(request);
        Principal known = key == null ? null : access.ofSession(key, true);
        return known == null && isLocal(context, request) ? access.local() : known;
    }

    static @Nullable String session(HttpRequest request) {
        return request.headers().cookies().stream()
                .filter(cookie -> cookie.name().equals(COOKIE))
                .map(Cookie::value)
                .findFirst()
                .orElse(null);
    }

    private boolean saysCsrf(HttpRequest request) {
        String key = session(request);
        String wanted = key == null ? null : access.csrf(key);
        String said = request.headers().get(CSRF);
        return wanted != null
                && said != null
                && MessageDigest.isEqual(
                        wanted.getBytes(StandardCharsets.UTF_8), said.getBytes(StandardCharsets.UTF_8));
    }

    static boolean isOfThisOrigin(RequestHeaders headers, @Nullable String host) {
        String origin = headers.get(HttpHeaderNames.ORIGIN);
        String site = headers.get("sec-fetch-site");
        String authority = Objects.requireNonNullElse(host, "");
        boolean ours = origin == null
                || List.of("http://" + authority, "https://" + authority).contains(origin);
        return ours && (site == null || site.equals("same-origin") || site.equals("none"));
    }

    /// From this machine, by a client that meant this machine, not a name that somebody else lets lead here.
    private static boolean isLocal(ServiceRequestContext context, HttpRequest request) {
        return context.remoteAddress().getAddress().isLoopbackAddress() && isThisHost(request.authority());
    }

    private static boolean isThisHost(@Nullable String authority) {
        if (authority == null) {
            return false;
        }
        String host = authority.replaceFirst(":[0-9]+$", "").replaceAll("^\\[|]$", "");
        try {
            return host.equals("localhost") || InetAddress.ofLiteral(host).isLoopbackAddress();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
