package ai.genops.expression;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What several array functions share.
final class Lists {
    private Lists() {}

    static String join(List<?> list, String separator) {
        return join(list, separator, 1);
    }

    /// `depth`: how many arrays this one is in, itself counted.
    static String join(List<?> list, String separator, int depth) {
        Limits.checkDepth(depth);
        var joined = new StringBuilder();
        for (int i = 0; i < list.size(); i++) {
            if (i > 0) {
                joined.append(separator);
            }
            Object element = list.get(i);
            if (!Values.isNothing(element)) {
                joined.append(element instanceof List<?> inner ? join(inner, ",", depth + 1) : Values.text(element));
            }
            Limits.checkText(joined.length());
        }
        return joined.toString();
    }

    /// A stable order by `comparison`, which need not be consistent: a merge sort puts up with anything.
    static List<@Nullable Object> sorted(List<?> list, Order comparison) {
        if (list.size() < 2) {
            return new ArrayList<>(list);
        }
        int middle = list.size() / 2;
        List<@Nullable Object> left = sorted(list.subList(0, middle), comparison);
        List<@Nullable Object> right = sorted(list.subList(middle, list.size()), comparison);
        List<@Nullable Object> merged = new ArrayList<>(list.size());
        int l = 0;
        int r = 0;
        while (l < left.size() && r < right.size()) {
            boolean rightFirst = comparison.isAfter(left.get(l), right.get(r));
            merged.add(rightFirst ? right.get(r++) : left.get(l++));
        }
        merged.addAll(left.subList(l, left.size()));
        merged.addAll(right.subList(r, right.size()));
        return merged;
    }

    /// Whether the first of two belongs behind the second.
    interface Order {
        boolean isAfter(@Nullable Object first, @Nullable Object second);
    }
}
