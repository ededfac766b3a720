package ai.genops.server;

import ai.genops.pipeline.lookup.LookupSource;
import ai.genops.pipeline.lookup.LookupTables;
import ai.genops.pipeline.lookup.table.Table;
import ai.genops.search.knowledge.LookupTable;
import ai.genops.search.knowledge.Lookups;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The pipelines' lookups as searches see them: the same rows, whatever a table was configured to be found by. One with
/// more rows than a search may read is refused.
final class SearchedLookups implements Lookups {
    private static final String CSV = ".csv";

    private final Supplier<LookupTables> tables;

    SearchedLookups(Supplier<LookupTables> tables) {
        this.tables = tables;
    }

    @Override
    public @Nullable LookupTable read(String name) {
        LookupSource source = tables.get().find(name);
        if (source == null && name.endsWith(CSV)) {
            source = tables.get().find(name.substring(0, name.length() - CSV.length()));
        }
        if (source != null && source.rows() > LookupTable.MAX_ROWS) {
            throw new IllegalArgumentException("lookup `%s` has %,d rows; a search reads lookups of at most %,d"
                    .formatted(name, source.rows(), LookupTable.MAX_ROWS));
        }
        return source == null ? null : rows(source.table());
    }

    @Override
    public Set<String> names() {
        return new TreeSet<>(tables.get().ids());
    }

    private static LookupTable rows(Table table) {
        var rows = new ArrayList<List<@Nullable String>>();
        for (int row = 0; row < table.rows(); row++) {
            rows.add(row(table, row));
        }
        return new LookupTable(table.names(), rows);
    }

    private static List<@Nullable String> row(Table table, int row) {
        var values = new ArrayList<@Nullable String>();
        IntStream.range(0, table.names().size()).forEach(column -> {
            String text = table.column(column).text(row);
            values.add(text.isEmpty() ? null : text);
        });
        return values;
    }
}
