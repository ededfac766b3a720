package ai.genops.observability.validate;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A value that is never shown. Immutable. */
public final class Secret {
    /** No value. */
    public static final Secret NONE = new Secret("");

    private static final Pattern EXAMPLE =
            Pattern.compile("(?i)<.*>|x{6,}|(your|my)[-_].*|.*_?(token|key)[-_]here|change-?me");

    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    /** White space around it belongs to how it was copied. */
    public static Secret of(@Nullable String value) {
        return value == null || value.isBlank() ? NONE : new Secret(value.strip());
    }

    /** Whether there is a value. */
    public boolean isPresent() {
        return !value.isEmpty();
    }

    /** Whether it is what documentation puts in the place of one's own. */
    boolean isExample() {
        return EXAMPLE.matcher(value).matches();
    }

    /** Whether no sentence has it by chance. */
    boolean isLong() {
        return value.length() >= 8;
    }

    /** Whether it can stand in a header. */
    boolean isPrintable() {
        return value.chars().allMatch(letter -> letter > ' ' && letter < 127);
    }

    String value() {
        return value;
    }

    /** The text without any of these secrets in it. */
    static String hide(String text, List<Secret> secrets) {
        String hidden = text;
        for (Secret secret : secrets) {
            hidden = secret.isPresent() ? hidden.replace(secret.value, "***") : hidden;
        }
        return hidden;
    }

    @Override
    public String toString() {
        return isPresent() ? "***" : "";
    }
}
