package ai.genops.pipeline.lookup;

import ai.genops.pipeline.lookup.match.Duplicates;
import ai.genops.pipeline.lookup.match.RowIndex;
import ai.genops.pipeline.lookup.match.RowIndexBuilder;
import ai.genops.pipeline.lookup.read.TableReader;
import ai.genops.pipeline.lookup.table.Column;
import ai.genops.pipeline.lookup.table.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/// One lookup, kept current with its file. A version is complete when it is put in the old one's place, by one write:
/// every use sees the old rows or the new ones. A new file that cannot be used changes nothing.
/// While a version is made, the old one is in memory beside it.
/// Safe for concurrent use, but for [#use] and [#refresh], which are called by one thread.
public final class LookupSource extends FileLookup {
    private final AtomicLong gaveUp = new AtomicLong();
    private final List<LookupUse> uses = new ArrayList<>();
    private volatile Version version;

    /// The rows, and the views of all uses by their places. `indexes` are by how they find rows.
    record Version(Table table, Map<LookupUse.Keys, RowIndex> indexes, List<LookupView> views) {
        long bytes() {
            return table.bytes()
                    + indexes.values().stream().mapToLong(RowIndex::bytes).sum();
        }
    }

    /// @throws IOException if the file cannot be used; the message says why
    LookupSource(LookupDefinition definition) throws IOException {
        super(definition);
        this.version = version(List.of(), new Duplicates());
    }

    public Table table() {
        return version.table();
    }

    @Override
    public long rows() {
        return version.table().rows();
    }

    @Override
    public long bytes() {
        return version.bytes();
    }

    /// The rows by key columns, with columns to take from them; kept current from now on.
    ///
    /// @param keyColumns in the order in which queries give their values
    /// @param duplicates takes the rows that have another's key
    /// @throws IOException if the file cannot be used like that; the message says why
    public LookupUse use(List<String> keyColumns, List<String> outputColumns, Duplicates duplicates)
            throws IOException {
        return use(
                new LookupUse.Keys(
                        List.copyOf(keyColumns),
                        definition().match().kind(),
                        definition().caseSensitive()),
                outputColumns,
                duplicates);
    }

    /// Rows found in another way than the definition says.
    LookupUse use(LookupUse.Keys keys, List<String> outputColumns, Duplicates duplicates) throws IOException {
        var use = new LookupUse(this, uses.size(), keys, List.copyOf(outputColumns));
        Version now = version;
        Map<LookupUse.Keys, RowIndex> indexes = new HashMap<>(now.indexes());
        List<LookupView> views = new ArrayList<>(now.views());
        views.add(view(use, now.table(), indexes, duplicates));
        uses.add(use);
        version = new Version(now.table(), indexes, List.copyOf(views));
        return use;
    }

    /// How often a regular expression took too many steps on a value and counted as not found.
    public long gaveUp() {
        return gaveUp.get();
    }

    public void countGaveUp(int times) {
        gaveUp.addAndGet(times);
    }

    Version version() {
        return version;
    }

    @Override
    void load() throws IOException {
        version = version(uses, new Duplicates());
    }

    private Version version(List<LookupUse> uses, Duplicates duplicates) throws IOException {
        Table table = TableReader.read(definition().file(), definition().reading());
        Map<LookupUse.Keys, RowIndex> indexes = new HashMap<>();
        List<LookupView> views = new ArrayList<>();
        for (LookupUse use : uses) {
            views.add(view(use, table, indexes, duplicates));
        }
        return new Version(table, indexes, List.copyOf(views));
    }

    private LookupView view(LookupUse use, Table table, Map<LookupUse.Keys, RowIndex> indexes, Duplicates duplicates)
            throws IOException {
        int[] keys = places(table, use.keys.columns());
        int[] outputs = places(table, use.outputColumns);
        List<Column> columns = IntStream.of(outputs).mapToObj(table::column).toList();
        RowIndex index = indexes.get(use.keys);
        if (index == null) {
            index = new RowIndexBuilder(
                            table,
                            keys,
                            use.keys.kind(),
                            use.keys.caseSensitive(),
                            definition().choice(),
                            Dates.read(table, definition()))
                    .build(duplicates);
            indexes.put(use.keys, index);
        }
        return new LookupView(Objects.requireNonNull(index), columns);
    }

    private static int[] places(Table table, List<String> names) throws IOException {
        int[] places = new int[names.size()];
        for (int i = 0; i < places.length; i++) {
            places[i] = table.place(names.get(i));
            if (places[i] < 0) {
                throw new IOException("it has no column `%s`; its columns are: %s"
                        .formatted(names.get(i), String.join(", ", table.names())));
            }
        }
        return places;
    }
}
