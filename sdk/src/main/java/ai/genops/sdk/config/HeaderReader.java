package ai.genops.sdk.config;

import ai.genops.sdk.attribution.Attribution;
import ai.genops.sdk.attribution.Tag;
import ai.genops.sdk.attribution.TagValue;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The headers of requests, the token among them. Values of headers are in no message. */
final class HeaderReader {
    static final String AUTHORIZATION = "Authorization";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
    private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7e\\x80-\\xff\\t]*");
    /** Those the JDK's HTTP client keeps to itself. */
    private static final Set<String> RESERVED = Set.of("connection", "content-length", "expect", "host", "upgrade");

    private final Source source;
    private final Map<String, Setting> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    HeaderReader(Source source, Attribution defaults, String version) {
        this.source = source;
        put("X-GenOps-Version", new Setting(version, "GenOps"));
        put("X-Environment", environment(defaults));
        put("X-Scope-OrgID", source.find("organisation", "genops.organisation", "ORG_ID"));
        // OpenTelemetry's OTLP exporter, "Specifying headers"
        source.pairs(
                "headers",
                source.variables().first("otel.exporter.otlp.traces.headers", "otel.exporter.otlp.headers"),
                this::put);
        source.pairs("headers", source.variables().first("genops.headers"), this::put);
        source.code().headers.forEach((name, value) -> put(name, Setting.inCode(value)));
    }

    /** Whether somebody said a token that is for a Splunk. */
    boolean isForSplunk() {
        Setting authorization = headers.get(AUTHORIZATION);
        return authorization != null && authorization.text().regionMatches(true, 0, "Splunk ", 0, 7);
    }

    /**
     * All headers, with the token.
     *
     * @param scheme `Bearer` or `Splunk`
     */
    Map<String, String> read(String scheme) {
        Setting token = token(scheme);
        if (token != null) {
            put(AUTHORIZATION, new Setting(scheme + " " + token.text(), token.place()));
        }
        Map<String, String> read = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Map.Entry<String, Setting> one : headers.entrySet()) {
            check(one.getKey(), one.getValue());
            read.put(one.getKey(), one.getValue().text());
        }
        if (scheme.equals("Splunk") && !headers.containsKey(AUTHORIZATION)) {
            String what =
                    "is absent; say bearer(token) in code, or set SPLUNK_HEC_TOKEN to the token of your collector";
            source.findings().add("token", Setting.CODE, what);
        }
        return read;
    }

    /** Of code and our variables always; of the others where no header says it. */
    private @Nullable Setting token(String scheme) {
        Setting header = headers.get(AUTHORIZATION);
        Setting own = source.find("token", "genops.token");
        boolean isHeaderNearer = header != null && header.place().equals(Setting.CODE);
        if (own != null && (!isHeaderNearer || own.place().equals(Setting.CODE))) {
            return own;
        }
        String variable = scheme.equals("Splunk") ? "SPLUNK_HEC_TOKEN" : "CRIBL_AUTH_TOKEN";
        return header == null ? source.variables().first(variable) : null;
    }

    private static @Nullable Setting environment(Attribution defaults) {
        String environment = defaults.get(Tag.ENVIRONMENT);
        return environment == null ? null : Setting.inCode(environment);
    }

    private void put(String name, @Nullable Setting value) {
        if (value != null && value.text().isBlank()) {
            headers.remove(name);
        } else if (value != null) {
            headers.put(name, value);
        }
    }

    private void check(String name, Setting value) {
        if (!NAME.matcher(name).matches() || RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
            source.findings().add("header " + name, value.place(), "cannot be the name of a header; choose another");
        } else if (!VALUE.matcher(value.text()).matches()) {
            source.findings().add("header " + name, value.place(), "has characters that no header may have");
        } else if (name.equalsIgnoreCase(AUTHORIZATION) && isPlaceholder(value.text())) {
            String fault = "is a placeholder from documentation; set the token of your receiver";
            source.findings().add("header " + name, value.place(), fault);
        }
    }

    private static boolean isPlaceholder(String value) {
        int space = value.indexOf(' ');
        return TagValue.isPlaceholder(space < 0 ? value : value.substring(space + 1));
    }
}
