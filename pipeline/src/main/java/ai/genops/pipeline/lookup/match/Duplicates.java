package ai.genops.pipeline.lookup.match;

import java.util.ArrayList;
import java.util.List;

/// Rows that have the key of an earlier one: how many, and the first few.
public final class Duplicates {
    private static final int SHOWN = 5;

    private final List<Pair> pairs = new ArrayList<>();
    private int count;

    public record Pair(int first, int second) {}

    void add(int first, int second) {
        count++;
        if (pairs.size() < SHOWN) {
            pairs.add(new Pair(first, second));
        }
    }

    public int count() {
        return count;
    }

    public List<Pair> pairs() {
        return List.copyOf(pairs);
    }
}
