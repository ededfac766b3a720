package ai.genops.server.access;

import java.util.List;

/// What somebody may do.
///
/// @param indexes patterns of the indexes that may be searched; `*` stands for anything, but for a name that
///     begins with `_` only if the pattern does too, as in a search
/// @param content whether prompts, answers and texts of events may be seen
/// @param spend whether budgets may be charged and looked at
/// @param administer whether everything else of the API may be used: destinations, replays, taps, tokens
public record Role(String name, List<String> indexes, boolean content, boolean spend, boolean administer) {
    /// May everything.
    public static final Role ADMIN = new Role("admin", List.of("*", "_*"), true, true, true);

    /// May search every index and see everything in it.
    public static final Role USER = new Role("user", List.of("*"), true, false, false);

    public Role {
        indexes = List.copyOf(indexes);
    }

    boolean reads(String index) {
        return indexes.stream().anyMatch(pattern -> matches(pattern, index));
    }

    private static boolean matches(String pattern, String index) {
        if (index.startsWith("_") && !pattern.startsWith("_")) {
            return false;
        }
        String regex = java.util.regex.Pattern.quote(pattern).replace("*", "\\E.*\\Q");
        return index.matches(regex);
    }
}
