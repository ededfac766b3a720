package ai.genops.pipeline.lookup.match;

import java.util.Arrays;
import java.util.List;

/// Rows whose key is a pattern that the value matches, in the order of the file. The rows that come into question are
/// marked by [Grams] and tried one after the other; what regular expressions may take is bounded by [Steps].
final class PatternIndex implements RowIndex {
    /// The most rows with patterns.
    static final int MOST_ROWS = 100_000;

    private static final long TEST_BYTES = 512;

    private final List<RowTest> tests;
    /// What the columns before the pattern have, by row; empty if there are none.
    private final List<byte[]> exact;
    private final Grams grams;
    private final Rows rows;
    private final boolean caseSensitive;

    PatternIndex(List<RowTest> tests, List<byte[]> exact, Rows rows, boolean caseSensitive) {
        this.tests = List.copyOf(tests);
        this.exact = List.copyOf(exact);
        this.grams = new Grams(tests.stream().map(RowTest::required).toList());
        this.rows = rows;
        this.caseSensitive = caseSensitive;
    }

    @Override
    public int find(Query query) {
        return search(query, false);
    }

    @Override
    public void findAll(Query query) {
        search(query, true);
    }

    /// A pattern counts with what one of middling length takes.
    @Override
    public long bytes() {
        return grams.bytes() + TEST_BYTES * tests.size() + rows.bytes();
    }

    private int search(Query query, boolean all) {
        String text = query.text(query.size() - 1);
        String folded = caseSensitive ? text : Folding.fold(text);
        writeExact(query);
        query.steps.begin();
        long[] marks = query.marks(grams.words());
        grams.mark(folded, marks);
        int best = -1;
        int longest = -1;
        for (int word = 0; word < grams.words(); word++) {
            for (long left = marks[word]; left != 0; left &= left - 1) {
                int row = word * 64 + Long.numberOfTrailingZeros(left);
                int length = comesIntoQuestion(row, query) ? tests.get(row).length(text, folded, query.steps) : -1;
                if (length < 0 || (rows.longestIsBest() && length < longest)) {
                    continue;
                }
                best = rows.longestIsBest() && length > longest ? -1 : best;
                longest = length;
                best = rows.better(best, row, query.timeNanos());
                if (all) {
                    query.add(row);
                } else if (rows.firstIsBest()) {
                    return best;
                }
            }
        }
        return best;
    }

    private boolean comesIntoQuestion(int row, Query query) {
        return rows.holds(row, query.timeNanos())
                && (exact.isEmpty()
                        || Arrays.equals(exact.get(row), 0, exact.get(row).length, query.key.bytes, 0, query.key.size));
    }

    private void writeExact(Query query) {
        query.key.clear(Integer.MAX_VALUE);
        for (int i = 0; i < query.size() - 1 && !exact.isEmpty(); i++) {
            query.write(i, caseSensitive);
            query.key.between();
        }
    }
}
