package ai.genops.pipeline.lookup;

import ai.genops.pipeline.config.Location;
import ai.genops.pipeline.config.Problems;
import ai.genops.pipeline.config.Secrets;
import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.YamlReader;
import ai.genops.pipeline.lookup.match.Duplicates;
import ai.genops.pipeline.lookup.match.Query;
import ai.genops.pipeline.lookup.table.Column;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A folder of lookups that a test writes and reads.
final class LookupFolder {
    final Problems problems = new Problems();
    private final Path folder;

    LookupFolder(Path folder) {
        this.folder = folder;
    }

    void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    void write(String name, byte[] content) throws IOException {
        Files.write(folder.resolve(name), content);
    }

    /// Writes a file anew, with a later time.
    void change(String name, String text) throws IOException {
        FileTime before = Files.getLastModifiedTime(folder.resolve(name));
        write(name, text);
        Files.setLastModifiedTime(folder.resolve(name), FileTime.fromMillis(before.toMillis() + 1000));
    }

    Path path(String name) {
        return folder.resolve(name);
    }

    LookupTables read(String... definitions) {
        return LookupTables.read(
                folder, Stream.of(definitions).map(this::section).toList(), problems);
    }

    LookupSource source(String id, String... definitions) {
        return Objects.requireNonNull(
                read(definitions).find(id), () -> problems.all().toString());
    }

    List<String> errors() {
        return problems.errors().stream().map(problem -> problem.text()).toList();
    }

    /// Uses a lookup by key columns, with all columns of the file as outputs.
    static LookupUse use(LookupSource source, String... keyColumns) throws IOException {
        return source.use(List.of(keyColumns), source.table().names(), new Duplicates());
    }

    /// The row found, by the file's columns; null if none.
    static @Nullable List<@Nullable Object> find(LookupUse use, @Nullable Object... key) {
        return findAt(0, use, key);
    }

    static @Nullable List<@Nullable Object> findAt(long timeNanos, LookupUse use, @Nullable Object... key) {
        LookupView view = use.view();
        int row = view.index().find(query(timeNanos, key));
        return row < 0 ? null : row(view, row);
    }

    static List<List<@Nullable Object>> findAll(LookupUse use, @Nullable Object... key) {
        LookupView view = use.view();
        Query query = query(0, key);
        view.index().findAll(query);
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (int i = 0; i < query.found(); i++) {
            rows.add(row(view, query.row(i)));
        }
        return rows;
    }

    private static Query query(long timeNanos, @Nullable Object... key) {
        Query query = Query.at(timeNanos);
        for (Object value : key) {
            query.with(value);
        }
        return query;
    }

    private static List<@Nullable Object> row(LookupView view, int row) {
        List<@Nullable Object> values = new ArrayList<>();
        for (Column column : view.outputs()) {
            values.add(column.value(row));
        }
        return values;
    }

    private Section section(String yaml) {
        return Section.of(
                YamlReader.parse(yaml, "l.yaml", problems),
                "it",
                Location.of("l.yaml"),
                problems,
                new Secrets(_ -> null));
    }
}
