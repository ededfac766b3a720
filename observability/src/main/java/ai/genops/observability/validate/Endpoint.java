package ai.genops.observability.validate;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An address as it was given, if it is one.
 *
 * @param product what should be there, for people
 */
record Endpoint(URI uri, String product) {
    static final String SPLUNK = "Splunk";

    private static final Pattern EXAMPLE =
            Pattern.compile("(?i)([a-z0-9-]+\\.)*(example\\.(com|org|net)|company\\.com)|your-[a-z0-9.-]+");
    private static final int HIGHEST_PORT = 65_535;

    String host() {
        return uri.getHost();
    }

    boolean isTls() {
        return uri.getScheme().equalsIgnoreCase("https");
    }

    int port() {
        return uri.getPort() >= 0 ? uri.getPort() : isTls() ? 443 : 80;
    }

    /** Host and port, for people. */
    String place() {
        return host() + ":" + port();
    }

    boolean isThisMachine() {
        String host = host().replaceAll("^\\[|]$", "");
        return host.equals("localhost") || host.equals("::1") || host.matches("127(\\.\\d+){3}");
    }

    String path() {
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        return path.replaceFirst("/+$", "");
    }

    /** The address with another path. */
    URI at(String path) {
        return URI.create(uri.getScheme() + "://" + uri.getRawAuthority() + path);
    }

    /**
     * Reads an address and tells what is wrong with it as check {@code url}; null if it cannot be used.
     *
     * @param given not empty
     */
    static @Nullable Endpoint read(String given, String product, String example, Checks checks) {
        String problem = problem(given);
        if (!problem.isEmpty()) {
            checks.failed(
                    "url",
                    Diagnosis.of(
                            "The endpoint is no address that can be used: " + problem,
                            "URL format: http or https, a host, a port",
                            "Write it like " + example));
            return null;
        }
        var endpoint = new Endpoint(URI.create(given), product);
        checks.passed("url", endpoint.uri.getScheme() + ", " + endpoint.place());
        return endpoint;
    }

    /** What is wrong with it; never quotes more of it than scheme and port. */
    private static String problem(String given) {
        URI uri;
        try {
            uri = new URI(given);
        } catch (URISyntaxException e) {
            return "position " + (e.getIndex() + 1) + " has a character that must not be there";
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme();
        if (!scheme.equalsIgnoreCase("http") && !scheme.equalsIgnoreCase("https")) {
            return "it does not begin with http:// or https://";
        }
        if (uri.getRawUserInfo() != null) {
            return "a name or a password stands in it; the token is given by itself";
        }
        if (uri.getHost() == null) {
            return "it names no host, or a host with a character that names do not have, or a port that is no number";
        }
        if (uri.getPort() == 0 || uri.getPort() > HIGHEST_PORT) {
            return "its port is " + uri.getPort() + "; ports are 1 to " + HIGHEST_PORT;
        }
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            return "it has a ? or a # in it, which an endpoint has not";
        }
        return EXAMPLE.matcher(uri.getHost()).matches() ? "it is an example's, " + uri.getHost() : "";
    }
}
