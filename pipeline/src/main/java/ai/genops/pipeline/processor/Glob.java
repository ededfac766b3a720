package ai.genops.pipeline.processor;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A name in which `*` stands for any characters. Takes time in proportion to the length of a name for each `*`.
record Glob(List<String> parts) {
    static Glob of(String text) {
        return new Glob(List.of(text.split("\\*", -1)));
    }

    int stars() {
        return parts.size() - 1;
    }

    boolean fits(String name) {
        return stars() == 0 ? name.equals(parts.getFirst()) : match(name) != null;
    }

    /// What each `*` stands for in a name, the earlier ones as short as possible; null if it does not fit.
    @Nullable
    List<String> match(String name) {
        if (stars() == 0) {
            return name.equals(parts.getFirst()) ? List.of() : null;
        }
        String last = parts.getLast();
        int at = parts.getFirst().length();
        int end = name.length() - last.length();
        if (end < at || !name.startsWith(parts.getFirst()) || !name.endsWith(last)) {
            return null;
        }
        List<String> found = new ArrayList<>();
        for (int i = 1; i < parts.size() - 1; i++) {
            int next = name.indexOf(parts.get(i), at);
            int after = next + parts.get(i).length();
            if (next < 0 || after > end) {
                return null;
            }
            found.add(name.substring(at, next));
            at = after;
        }
        found.add(name.substring(at, end));
        return found;
    }

    /// The text with its stars filled in, in their order.
    String fill(List<String> values) {
        StringBuilder text = new StringBuilder(parts.getFirst());
        for (int i = 1; i < parts.size(); i++) {
            text.append(values.get(i - 1)).append(parts.get(i));
        }
        return text.toString();
    }
}
