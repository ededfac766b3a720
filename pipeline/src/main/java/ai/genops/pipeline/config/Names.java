package ai.genops.pipeline.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/// Names people type, compared and corrected.
public final class Names {
    private Names() {}

    /// How configuration keys are compared: without regard to case, spaces, `_` and `-`.
    public static String key(String name) {
        StringBuilder key = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c != ' ' && c != '_' && c != '-') {
                key.append(Character.toLowerCase(c));
            }
        }
        return key.toString();
    }

    /// A hint: the known name nearest to a wrong one, else all of them.
    public static String didYouMean(String wrong, Collection<String> known) {
        String lower = wrong.toLowerCase(Locale.ROOT);
        return known.stream()
                .filter(name -> distance(lower, name.toLowerCase(Locale.ROOT)) <= Math.max(2, wrong.length() / 3))
                .min(Comparator.comparingInt(name -> distance(lower, name.toLowerCase(Locale.ROOT))))
                .map(name -> "Did you mean `" + name + "`?")
                .orElseGet(() -> known.isEmpty()
                        ? ""
                        : "Known are: "
                                + String.join(", ", known.stream().sorted().toList()) + ".");
    }

    /// Levenshtein's distance.
    public static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(change, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
