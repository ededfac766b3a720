package ai.genops.event;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Finds the name that somebody probably meant.
public final class Nearest {
    private Nearest() {}

    /// The first of the candidates with the fewest letters to change, if that is at most one of three of what stands
    /// behind the last point of `name`; null if none is so near.
    public static @Nullable String to(String name, Collection<String> candidates) {
        int length = name.length() - name.lastIndexOf('.') - 1;
        return within(Math.max(1, length / 3), name, candidates);
    }

    /// The first of the candidates with the fewest letters to change, if those are at most `most`; null if none is so
    /// near. Whether letters are capital does not count.
    public static @Nullable String within(int most, String name, Collection<String> candidates) {
        String lower = name.toLowerCase(Locale.ROOT);
        String best = null;
        int left = most;
        for (String candidate : candidates) {
            if (Math.abs(candidate.length() - lower.length()) <= left) {
                int distance = distance(lower, candidate.toLowerCase(Locale.ROOT), left);
                if (distance <= left) {
                    best = candidate;
                    left = distance - 1;
                }
            }
        }
        return best;
    }

    /// Letters to insert, delete or replace, where two neighbours that changed places count once (optimal string
    /// alignment); more than `most` as soon as it is clear that they are more.
    private static int distance(String a, String b, int most) {
        int[] before = new int[b.length() + 1];
        int[] above = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        Arrays.setAll(above, j -> j);
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            int least = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, Math.min(above[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], before[j - 2] + 1);
                }
                least = Math.min(least, row[j]);
            }
            if (least > most) {
                return least;
            }
            int[] free = before;
            before = above;
            above = row;
            row = free;
        }
        return above[b.length()];
    }
}
