package ai.genops.source.hec;

import ai.genops.source.config.HecToken;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.QueryParams;
import com.linecorp.armeria.common.RequestHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// Whose request it is: `Authorization: Splunk <token>`, Basic with the token as password, or, where the token permits
/// it, `?token=`.
final class Gate {
    private static final String SPLUNK = "Splunk ";
    private static final String BASIC = "Basic ";

    private final Tokens tokens;

    Gate(Tokens tokens) {
        this.tokens = tokens;
    }

    /// @throws HecRefusal if the token is missing, wrong or disabled
    HecToken admit(RequestHeaders headers, QueryParams query) {
        String authorization = headers.get(HttpHeaderNames.AUTHORIZATION);
        String inQuery = query.get("token");
        if (authorization == null && inQuery == null) {
            throw new HecRefusal(HecCode.TOKEN_REQUIRED);
        }
        HecToken token = tokens.find(authorization == null ? String.valueOf(inQuery) : shown(authorization));
        if (authorization == null && (token == null || !token.inQuery())) {
            throw new HecRefusal(HecCode.QUERY_AUTHORIZATION);
        }
        if (token == null) {
            throw new HecRefusal(HecCode.INVALID_TOKEN);
        }
        if (token.disabled()) {
            throw new HecRefusal(HecCode.TOKEN_DISABLED).by(token.name());
        }
        return token;
    }

    private static String shown(String authorization) {
        String shown = null;
        if (authorization.regionMatches(true, 0, SPLUNK, 0, SPLUNK.length())) {
            shown = authorization.substring(SPLUNK.length()).strip();
        } else if (authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            shown = password(authorization.substring(BASIC.length()).strip());
        }
        if (shown == null || shown.isEmpty()) {
            throw new HecRefusal(HecCode.INVALID_AUTHORIZATION);
        }
        return shown;
    }

    private static @Nullable String password(String credentials) {
        try {
            String pair = new String(Base64.getDecoder().decode(credentials), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0 ? null : pair.substring(colon + 1);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
