package ai.genops.pipeline.config;

import ai.genops.event.Nearest;
import java.util.Collection;

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
        String nearest = Nearest.to(wrong, known);
        if (nearest != null) {
            return "Did you mean `" + nearest + "`?";
        }
        return known.isEmpty()
                ? ""
                : "Known are: " + String.join(", ", known.stream().sorted().toList()) + ".";
    }
}
