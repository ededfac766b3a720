package ai.genops.observability.validate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The checks {@code environment} and {@code dependencies}: what can be judged without any connection. */
final class Settings {
    private static final String API = "io.opentelemetry.api.OpenTelemetry";
    private static final String SDK = "io.opentelemetry.sdk.OpenTelemetrySdk";

    private final Checks checks;
    private final List<Diagnosis> wrong = new ArrayList<>();
    private final List<String> found = new ArrayList<>();

    Settings(Checks checks) {
        this.checks = checks;
    }

    /** A value that must be there. */
    void required(String value, String variable, String example) {
        if (value.isEmpty()) {
            wrong.add(Diagnosis.of(
                    variable + " not set",
                    "Environment variable not configured",
                    "export " + variable + "=\"" + example + "\"",
                    "Verify: echo $" + variable,
                    "Or give it on the command line: --endpoint"));
        } else {
            found.add(variable);
        }
    }

    /** A token that must be there. */
    void required(Secret token, String variable, String... creation) {
        if (!token.isPresent()) {
            List<String> fix = new ArrayList<>(List.of("export " + variable + "=\"the token\""));
            fix.addAll(List.of(creation));
            fix.add("Or give it on the command line: --token");
            wrong.add(new Diagnosis(variable + " not set", "Token environment variable missing", "", fix));
        } else {
            form(token, variable, creation);
        }
    }

    /** A token that may be there. */
    void optional(Secret token, String variable) {
        if (token.isPresent()) {
            form(token, variable);
        }
    }

    private void form(Secret token, String variable, String... creation) {
        if (token.isExample()) {
            wrong.add(new Diagnosis(
                    variable + " is what documentation puts in the place of a token",
                    "The example was copied as it stands",
                    "",
                    List.of(creation)));
        } else if (!token.isPrintable()) {
            wrong.add(Diagnosis.of(
                    variable + " has a character that no header can carry",
                    "White space or another alphabet came along when it was copied",
                    "Copy it once more, without line breaks and quotation marks"));
        } else {
            found.add(variable);
        }
    }

    /** Whether the certificates that are to count can be used. */
    boolean trust(Trust trust) {
        try {
            trust.context();
            return true;
        } catch (IOException e) {
            wrong.add(Diagnosis.of(
                    String.valueOf(e.getMessage()),
                    "--ca-bundle or REQUESTS_CA_BUNDLE names a file that cannot be used",
                    "Name a file with certificates between -----BEGIN CERTIFICATE----- and -----END CERTIFICATE-----"));
            return false;
        }
    }

    /** An index: lower-case letters, digits, _ and - (Splunk: indexes.conf). */
    void index(String index) {
        if (!index.isEmpty() && !index.matches("[a-z0-9_][a-z0-9_-]{0,79}")) {
            wrong.add(Diagnosis.of(
                    "`" + index.replaceAll("\\p{Cntrl}", "?") + "` is no name of an index",
                    "Names of indexes have lower-case letters, digits, _ and -, begin with none of the last, and have"
                            + " at most 80",
                    "Correct SPLUNK_INDEX or --index"));
        }
    }

    /** Makes the check; one for each thing that is wrong. */
    void finish() {
        wrong.forEach(diagnosis -> checks.failed("environment", diagnosis));
        if (wrong.isEmpty()) {
            checks.passed("environment", "set: " + String.join(", ", found));
        }
    }

    /** Whether an application has what sends. */
    static void dependencies(@Nullable ClassLoader application, Checks checks) {
        if (application == null) {
            checks.unchecked("dependencies", "the application's own; they are looked at from inside of it");
            return;
        }
        try {
            Class<?> api = Class.forName(API, false, application);
            Class.forName(SDK, false, application);
            String version = api.getPackage().getImplementationVersion();
            checks.passed("dependencies", "OpenTelemetry's API and SDK" + (version == null ? "" : " " + version));
        } catch (ClassNotFoundException e) {
            checks.warning(
                    "dependencies",
                    Diagnosis.of(
                            "OpenTelemetry not installed: there is no " + e.getMessage(),
                            "Missing dependencies",
                            "Add ai.genops:genops-sdk, which brings them, or io.opentelemetry:opentelemetry-sdk",
                            "Verify installation: mvn dependency:tree -Dincludes=io.opentelemetry"));
        }
    }
}
