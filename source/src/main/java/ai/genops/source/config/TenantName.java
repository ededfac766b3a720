package ai.genops.source.config;

/// The names that tenants may have: those of Grafana Mimir, Tempo and Loki, so that one name serves everywhere
/// (grafana.com/docs/mimir, "About Grafana Mimir tenant IDs").
public final class TenantName {
    /// The header, and gRPC metadata, that tells the tenant; in lower case.
    public static final String HEADER = "x-scope-orgid";

    private static final int MAX_LENGTH = 150;
    private static final String SPECIAL = "!-_.*'()";

    private TenantName() {}

    /// What is wrong with a name; empty if nothing is.
    public static String problem(String name) {
        if (name.length() > MAX_LENGTH) {
            return "it has %d characters; at most %d are allowed".formatted(name.length(), MAX_LENGTH);
        }
        if (name.equals(".") || name.equals("..")) {
            return "it is `" + name + "`, which is a folder";
        }
        for (int i = 0; i < name.length(); i++) {
            if (!isAllowed(name.charAt(i))) {
                return "its character %d is none of letters, digits and %s".formatted(i + 1, SPECIAL);
            }
        }
        return "";
    }

    private static boolean isAllowed(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || SPECIAL.indexOf(c) >= 0;
    }
}
