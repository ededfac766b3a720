package ai.genops.pipeline.lookup.match;

import ai.genops.pipeline.lookup.table.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Makes the index of a table's rows by key columns.
public final class RowIndexBuilder {
    private final Table table;
    private final int[] keyColumns;
    private final MatchKind kind;
    private final boolean caseSensitive;
    private final Choice choice;
    private final Validity validity;

    /// For a table whose rows are found by some of its columns.
    ///
    /// @param keyColumns their places, in the order in which a query gives values
    /// @param kind how the last of them is compared
    public RowIndexBuilder(
            Table table, int[] keyColumns, MatchKind kind, boolean caseSensitive, Choice choice, Validity validity) {
        this.table = table;
        this.keyColumns = keyColumns;
        this.kind = kind;
        this.caseSensitive = caseSensitive;
        this.choice = choice;
        this.validity = validity;
    }

    /// Reads every row's key.
    ///
    /// @param duplicates takes the rows that have another's key
    /// @throws IOException if a row's key is not what the kind asks for; the message names the line
    public RowIndex build(Duplicates duplicates) throws IOException {
        return switch (kind) {
            case EXACT -> new ExactIndex(keys().finish(validity, choice, duplicates), caseSensitive);
            case PREFIX -> new PrefixIndex(keys().finish(validity, choice, duplicates), caseSensitive);
            case CIDR -> networks(duplicates);
            case REGEX, WILDCARD -> patterns();
        };
    }

    private KeyMapBuilder keys() throws IOException {
        var keys = new KeyMapBuilder(table.rows());
        var key = new KeyBytes();
        for (int row = 0; row < table.rows(); row++) {
            writeExact(row, key);
            key.value(last(row), caseSensitive);
            keys.add(key);
        }
        return keys;
    }

    private CidrIndex networks(Duplicates duplicates) throws IOException {
        var keys = new KeyMapBuilder(table.rows());
        var key = new KeyBytes();
        var network = new Network();
        BitSet lengths4 = new BitSet();
        BitSet lengths6 = new BitSet();
        for (int row = 0; row < table.rows(); row++) {
            writeExact(row, key);
            if (!network.read(last(row))) {
                throw new IOException("line %d: `%s` is no network; write 10.0.0.0/8, 2001:db8::/32 or one address"
                        .formatted(table.line(row), last(row)));
            }
            (network.length() == 4 ? lengths4 : lengths6).set(network.bits());
            CidrIndex.write(key, network.address(), network.length(), network.bits());
            keys.add(key);
        }
        return new CidrIndex(keys.finish(validity, choice, duplicates), caseSensitive, lengths4, lengths6);
    }

    private PatternIndex patterns() throws IOException {
        if (table.rows() > PatternIndex.MOST_ROWS) {
            throw new IOException(
                    "%d rows have patterns; the most is %d".formatted(table.rows(), PatternIndex.MOST_ROWS));
        }
        List<RowTest> tests = new ArrayList<>();
        List<byte[]> exact = new ArrayList<>();
        var key = new KeyBytes();
        for (int row = 0; row < table.rows(); row++) {
            tests.add(kind == MatchKind.REGEX ? regex(row) : wildcard(row));
            if (keyColumns.length > 1) {
                writeExact(row, key);
                exact.add(Arrays.copyOf(key.bytes, key.size));
            }
        }
        return new PatternIndex(tests, exact, new Rows(new int[0], validity, choice), caseSensitive);
    }

    private RowTest regex(int row) throws IOException {
        String regex = last(row);
        try {
            int flags = caseSensitive ? 0 : Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
            String required = RequiredText.of(regex);
            return new RowTest.Regex(Pattern.compile(regex, flags), caseSensitive ? required : Folding.fold(required));
        } catch (PatternSyntaxException e) {
            throw new IOException(
                    "line %d: `%s` is no regular expression: %s".formatted(table.line(row), regex, e.getDescription()),
                    e);
        }
    }

    private RowTest wildcard(int row) {
        return RowTest.Wildcard.of(caseSensitive ? last(row) : Folding.fold(last(row)));
    }

    /// The columns but the last.
    private void writeExact(int row, KeyBytes key) {
        key.clear(Integer.MAX_VALUE);
        for (int i = 0; i < keyColumns.length - 1; i++) {
            key.value(table.column(keyColumns[i]).text(row), caseSensitive);
            key.between();
        }
    }

    private String last(int row) {
        return table.column(keyColumns[keyColumns.length - 1]).text(row);
    }
}
