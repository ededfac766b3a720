package ai.genops.server.splunk;

import ai.genops.event.JsonBuffer;
import ai.genops.server.access.Access;
import ai.genops.server.access.Principal;
import com.linecorp.armeria.common.Cookie;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import org.jspecify.annotations.Nullable;

/// Who a client is. It logs in with a user's name and, as the password, one of the user's tokens, and gets the key of a
/// session, which it sends in a header or as a cookie; or it sends a token with each request. Here everybody has to say
/// who they are, also on this machine: a form that a web page sends comes without asking the browser's user.
public record Login(Access access) {

    HttpResponse login(Call call) {
        String token = call.text("password", "");
        Principal who = access.ofPassword(call.text("username", ""), token);
        if (who == null) {
            throw new Refusal(HttpStatus.UNAUTHORIZED, "WARN", "Login failed");
        }
        String key = access.sessions().open(token);
        var headers = ResponseHeaders.builder(HttpStatus.OK)
                .contentType(call.wantsJson() ? MediaType.JSON_UTF_8 : Replies.XML)
                .add(HttpHeaderNames.CACHE_CONTROL, "no-store");
        if (call.flag("cookie", false)) {
            headers.add(HttpHeaderNames.SET_COOKIE, cookie(call, key).toSetCookieHeader());
        }
        String body = call.wantsJson()
                ? new JsonBuffer(128)
                        .ascii("{\"sessionKey\":")
                        .text(key)
                        .ascii(",\"message\":\"\",\"code\":\"\"}")
                        .toString()
                : new Xml()
                        .raw(Xml.HEAD)
                        .raw("<response>")
                        .element("sessionKey", key)
                        .raw("</response>")
                        .toString();
        return HttpResponse.of(headers.build(), HttpData.ofUtf8(body));
    }

    private static Cookie cookie(Call call, String key) {
        return Cookie.secureBuilder(cookieName(call), key)
                .secure(call.context().sessionProtocol().isTls())
                .httpOnly(true)
                .sameSite("Strict")
                .path("/")
                .build();
    }

    private static String cookieName(Call call) {
        return "splunkd_" + call.context().localAddress().getPort();
    }

    HttpResponse logout(Call call) {
        access.sessions().close(call.part(2));
        return Replies.message(call, "INFO", "Logged out.");
    }

    /// Who sends a request; null if nobody that is known.
    @Nullable
    Principal of(Call call) {
        HttpRequest request = call.context().request();
        String authorization = request.headers().get(HttpHeaderNames.AUTHORIZATION);
        if (authorization != null) {
            return access.ofAuthorization(authorization);
        }
        // No page uses this port; one that does is of another site.
        if (request.headers().contains(HttpHeaderNames.ORIGIN)
                || request.headers().contains("sec-fetch-site")) {
            return null;
        }
        return request.headers().cookies().stream()
                .filter(cookie -> cookie.name().equals(cookieName(call)))
                .map(cookie -> access.ofSession(cookie.value(), true))
                .filter(java.util.Objects::nonNull)
                .findFirst()
                .orElse(null);
    }
}
