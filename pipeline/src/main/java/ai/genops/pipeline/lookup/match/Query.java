package ai.genops.pipeline.lookup.match;

import ai.genops.event.Numbers;
import ai.genops.event.Utf8;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a [RowIndex] is asked, and where it answers; each thread has one of its own and uses it again and again, so
/// that a lookup makes no objects.
public final class Query {
    /// The most rows that one key finds.
    public static final int MOST_ROWS = 100;

    private static final ThreadLocal<Query> MINE = ThreadLocal.withInitial(Query::new);

    final KeyBytes key = new KeyBytes();
    final Address address = new Address();
    private @Nullable Object[] values = new Object[4];
    private final List<Utf8> texts = new ArrayList<>();
    private int size;
    private long timeNanos;
    final Steps steps = new Steps();
    private long[] marks = new long[16];
    final int[] rows = new int[MOST_ROWS];
    int found;

    private Query() {}

    /// This thread's own, empty, for rows that are valid at `timeNanos` (since 1970, UTC).
    public static Query at(long timeNanos) {
        Query query = MINE.get();
        query.size = 0;
        query.found = 0;
        query.steps.begin();
        query.timeNanos = timeNanos;
        return query;
    }

    /// Where to say that the value of the next key column is a text that stands somewhere, to be given to [#with].
    public Utf8 next() {
        if (size == texts.size()) {
            texts.add(new Utf8());
        }
        return texts.get(size);
    }

    /// Adds the value of the next key column: String, Utf8, Long, Double or Boolean; null: absent, as an empty cell.
    public Query with(@Nullable Object value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
        }
        values[size++] = value;
        return this;
    }

    /// Notes what [RowIndex#find] found, as if it were all.
    public void found(int row) {
        rows[0] = row;
        found = 1;
    }

    /// How many rows [RowIndex#findAll] found.
    public int found() {
        return found;
    }

    public int row(int i) {
        return rows[i];
    }

    /// How many regular expressions took too many steps on the value and were given up.
    public int gaveUp() {
        return steps.gaveUp();
    }

    @Nullable
    Object value(int i) {
        return values[i] instanceof Utf8 text ? text.toString() : values[i];
    }

    void write(int i, boolean caseSensitive) {
        if (values[i] instanceof Utf8 text) {
            key.text(text, caseSensitive);
        } else {
            key.value(values[i], caseSensitive);
        }
    }

    int size() {
        return size;
    }

    /// The text of a value; empty if absent.
    String text(int i) {
        return switch (values[i]) {
            case null -> "";
            case String text -> text;
            case Double number -> Numbers.text(number);
            case Object other -> other.toString();
        };
    }

    /// At least as many words, of any content.
    long[] marks(int words) {
        if (marks.length < words) {
            marks = new long[words];
        }
        return marks;
    }

    long timeNanos() {
        return timeNanos;
    }

    void add(int row) {
        if (found < MOST_ROWS) {
            rows[found++] = row;
        }
    }
}
