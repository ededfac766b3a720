package ai.genops.server;

import ai.genops.pipeline.lookup.GeoSource;
import ai.genops.pipeline.lookup.LookupSource;
import ai.genops.pipeline.lookup.LookupTables;
import ai.genops.pipeline.lookup.read.Format;
import ai.genops.pipeline.lookup.table.Table;
import ai.genops.search.knowledge.Locations;
import ai.genops.search.knowledge.LookupTable;
import ai.genops.search.knowledge.Lookups;
import ai.genops.server.edit.Edits;
import ai.genops.server.edit.LookupUpload;
import ai.genops.server.edit.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The pipelines' lookups as searches see them: the same rows, whatever a table was configured to be found by. One with
/// more rows than a search may read is refused. One that a search writes is a change of the configuration like an
/// upload.
final class SearchedLookups implements Lookups {
    private static final String CSV = ".csv";
    private static final String MMDB = ".mmdb";

    private final Supplier<LookupTables> tables;
    private final Edits edits;

    SearchedLookups(Supplier<LookupTables> tables, Edits edits) {
        this.tables = tables;
        this.edits = edits;
    }

    @Override
    public @Nullable LookupTable read(String name) {
        LookupSource source = tables.get().find(name);
        if (source == null) {
            source = tables.get().find(id(name));
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

    @Override
    public @Nullable Locations locations(String name) {
        GeoSource database = tables.get().database(withoutEnding(name, MMDB));
        return database == null ? null : database::find;
    }

    @Override
    public Set<String> databases() {
        return new TreeSet<>(tables.get().databaseIds());
    }

    @Override
    public String refusal() {
        return edits.refusal();
    }

    @Override
    public void write(String name, LookupTable table, String who) {
        var upload = new LookupUpload(id(name), Format.CSV, LookupCsv.of(table), true);
        try {
            Edits.Request change = upload.change(tables.get(), edits, who, "outputlookup");
            if (Objects.equals(change.base(), change.text())) {
                return;
            }
            switch (edits.apply(change)) {
                case Outcome.Applied _ -> {}
                case Outcome.Wrong(var problems) ->
                    throw new IllegalArgumentException("with it the configuration would have errors: "
                            + problems.stream().map(Object::toString).collect(Collectors.joining("; ")));
                case Outcome.Moved moved ->
                    throw new IllegalArgumentException(
                            moved.file() + " was changed at the same time; search once more");
            }
        } catch (IOException | IllegalStateException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /// Splunk names a lookup by its file.
    private static String id(String name) {
        return withoutEnding(name, CSV);
    }

    private static String withoutEnding(String name, String ending) {
        return name.endsWith(ending) ? name.substring(0, name.length() - ending.length()) : name;
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
