package ai.genops.destination.snowflake;

import java.net.URI;
import java.util.Locale;

/// A Snowflake account (Snowflake: "Account identifiers"): `organisation-account`, or a locator with its region,
/// `xy12345.eu-central-1`; with or without the domain.
record Account(String identifier) {
    private static final String DOMAIN = ".snowflakecomputing.com";
    private static final String DOMAIN_CN = ".snowflakecomputing.cn";

    static Account of(String text) {
        return new Account(text.strip().replaceFirst("^https://", "").replaceFirst("/$", ""));
    }

    static boolean isIdentifier(String text) {
        return of(text).identifier.matches("[A-Za-z0-9][A-Za-z0-9_-]*(\\.[A-Za-z0-9_-]+)*");
    }

    /// Certificates know no underscores, so names of hosts have dashes for them.
    URI address() {
        String host = identifier.toLowerCase(Locale.ROOT).replace('_', '-');
        return URI.create("https://" + (isDomain(host) ? host : host + DOMAIN));
    }

    /// As tokens name it: in capitals, without region and domain (Snowflake: "Authenticating to the server", whose
    /// program does the same).
    String inToken() {
        String bare = identifier.toUpperCase(Locale.ROOT);
        int end = bare.contains(".GLOBAL") ? bare.indexOf('-') : bare.indexOf('.');
        return end > 0 ? bare.substring(0, end) : bare;
    }

    /// Whether `host`, which an answer named, may get what is Snowflake's: under the same domain, or, where somebody
    /// configured an address, there.
    static boolean mayName(URI control, String host) {
        String known = control.getHost();
        String name = host.replaceFirst(":[0-9]+$", "");
        if (known.endsWith(DOMAIN) || known.endsWith(DOMAIN_CN)) {
            return name.endsWith(known.endsWith(DOMAIN) ? DOMAIN : DOMAIN_CN);
        }
        return name.equals(known) || isDomain(name);
    }

    private static boolean isDomain(String host) {
        return host.endsWith(DOMAIN) || host.endsWith(DOMAIN_CN);
    }
}
