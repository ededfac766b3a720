package ai.genops.search.plan;

import java.util.Collection;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/// Finds the name that somebody probably meant.
public final class Nearest {
    private Nearest() {}

    /// The candidate with the fewest changed letters, if they are few for its length; null if none is near.
    public static @Nullable String to(String name, Collection<String> candidates) {
        return candidates.stream()
                .filter(candidate ->
                        distance(name, candidate) <= (name.length() < 4 ? 1 : Math.max(2, name.length() / 3)))
                .min(Comparator.comparingInt(candidate -> distance(name, candidate)))
                .orElse(null);
    }

    /// Letters to insert, delete or replace (Levenshtein).
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
