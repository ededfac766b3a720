package ai.genops.destination.alert;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How grave an alert is, in PagerDuty's words, the field's narrowest.
public enum Severity {
    CRITICAL,
    ERROR,
    WARNING,
    INFO;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// What a word for a severity, a budget's status or a policy's result amounts to; null for any other word.
    static @Nullable Severity of(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "critical", "exhausted", "fatal" -> CRITICAL;
            case "high", "error", "blocked", "exceeded" -> ERROR;
            case "medium", "warning", "warn", "rate_limited" -> WARNING;
            case "low", "info", "normal", "ok", "allowed" -> INFO;
            default -> null;
        };
    }
}
