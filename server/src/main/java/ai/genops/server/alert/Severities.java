package ai.genops.server.alert;

import java.util.Locale;

/// The words for how bad something is, in their order.
final class Severities {
    private Severities() {}

    /// The word, or `warning` for one that is none: it may come from a row.
    static String known(String word) {
        String lower = word.strip().toLowerCase(Locale.ROOT);
        return rank(lower) < 0 ? "warning" : lower;
    }

    /// Whether one is worse than another.
    static boolean worse(String one, String other) {
        return rank(one) > rank(other);
    }

    private static int rank(String word) {
        return switch (word) {
            case "critical", "fatal" -> 4;
            case "high", "error" -> 3;
            case "warning", "medium" -> 2;
            case "low" -> 1;
            case "info" -> 0;
            default -> -1;
        };
    }
}
