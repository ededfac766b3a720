package ai.genops.search.sql;

import ai.genops.lake.ColumnKind;
import ai.genops.lake.DataFile;
import ai.genops.lake.FileColumn;
import ai.genops.lake.Layout;
import ai.genops.lake.YoungParts;
import ai.genops.search.plan.Events;
import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Expr.Column;
import ai.genops.search.plan.Plan;
import ai.genops.search.sql.ScanReads.Form;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A scan as SQL: a select from each dataset's table that may have rows, one from its young table, and one
/// from its files for every way in which they hold the attributes that are read. If there is none of these,
/// from a table without rows.
final class ScanSql {
    /// Times are microseconds in 64 bits.
    private static final long MOST_SECONDS = 9_000_000_000_000L;

    /// No attribute's column begins so.
    private static final String PARSED = "__parsed";

    private static final String FILE = "__file";

    private final Plan.Scan scan;
    private final Events events;
    private final ScanReads reads;
    private final boolean hasFiles;
    private final List<String> names;
    private final ScanWords words;
    private final AttributeSql attributes;

    ScanSql(Plan.Scan scan, ScanReads reads) {
        this.scan = scan;
        this.events = scan.events();
        this.reads = reads;
        this.hasFiles = reads.covers(events.fields());
        this.names = reads.names(events.fields());
        this.words = new ScanWords(reads.words(events.text()));
        this.attributes = new AttributeSql(reads, events.fields());
    }

    String sql() {
        var selects = new ArrayList<String>();
        var inTable = new Group(Collections.nCopies(names.size(), null), false, Set.of());
        for (String dataset : scan.datasets()) {
            if (scan.settled().contains(dataset)) {
                selects.add(select(ofTable(dataset, inTable), Layout.quote(dataset), inTable));
            }
            List<DataFile> young = scan.files().stream()
                    .filter(file -> file.isYoung() && file.dataset().equals(dataset))
                    .toList();
            if (!young.isEmpty()) {
                selects.add(select(named(ofFiles(dataset, inTable)), parsed(readYoung(young), inTable), inTable));
            }
            files(dataset)
                    .forEach((group, files) ->
                            selects.add(select(named(ofFiles(dataset, group)), parsed(read(files), group), group)));
        }
        String nothing = scan.datasets().getFirst();
        return selects.isEmpty()
                ? select(ofTable(nothing, inTable), Layout.quote(nothing), inTable)
                : String.join(" union all by name ", selects);
    }

    /// Rows that are read in the same way.
    ///
    /// @param held of the attributes that are read, null for one that may be in `fields` alone
    /// @param whole whether all their rows are of the scan's time, which then need not be read
    /// @param told the words that their columns tell
    private record Group(List<@Nullable FileColumn> held, boolean whole, Set<Expr.Call> told) {}

    private String read(List<DataFile> files) {
        return scan.file() == null
                ? Layout.parquet(files.stream().map(DataFile::path).toList())
                : Layout.parquetOf(files, FILE);
    }

    private String readYoung(List<DataFile> parts) {
        if (!scan.some()) {
            return Layout.young(parts.getFirst().dataset());
        }
        return scan.file() == null ? YoungParts.sql(parts) : YoungParts.withIds(parts, FILE);
    }

    private String named(String columns) {
        Column file = scan.file();
        return file == null ? columns : columns + ", " + FILE + " as c" + file.id();
    }

    private Map<Group, List<DataFile>> files(String dataset) {
        Map<Group, List<DataFile>> groups = new LinkedHashMap<>();
        for (DataFile file : scan.files()) {
            if (!file.isYoung() && file.dataset().equals(dataset)) {
                List<@Nullable FileColumn> held = new ArrayList<>();
                names.forEach(name -> held.add(asRead(name, file.columns().get(name))));
                var group = new Group(held, scan.range().covers(file.first(), file.last()), words.toldBy(file));
                groups.computeIfAbsent(group, _ -> new ArrayList<>()).add(file);
            }
        }
        return groups;
    }

    /// What matters of a column for what is asked: files that differ in nothing else are read together.
    private @Nullable FileColumn asRead(String name, @Nullable FileColumn column) {
        return column == null
                        || words.askFor(name)
                        || reads.hasStandIn(name)
                        || reads.reads(events.fields(), name, Form.GIVEN)
                ? column
                : new FileColumn(column.kind(), false);
    }

    private String select(String columns, String from, Group group) {
        var times = new ArrayList<String>();
        if (scan.range().earliest() != null && !group.whole) {
            times.add("_time >= " + timestamp(scan.range().earliest()));
        }
        if (scan.range().latest() != null && !group.whole) {
            times.add("_time < " + timestamp(scan.range().latest()));
        }
        String where = times.isEmpty() ? "" : " where " + String.join(" and ", times);
        String rows = "select " + columns + " from " + from + where;
        var proven = new ArrayList<String>();
        for (int i = 0; hasFiles && i < names.size(); i++) {
            FileColumn found = group.held.get(i);
            attributes.proven(names.get(i), found == null ? null : found.kind(), proven);
        }
        return proven.isEmpty() ? rows : "select *, " + String.join(", ", proven) + " from (" + rows + ")";
    }

    /// As near as the engine's times come to it.
    private static String timestamp(Instant time) {
        long seconds = Math.clamp(time.getEpochSecond(), -MOST_SECONDS, MOST_SECONDS);
        return "make_timestamp(" + (seconds * 1_000_000 + time.getNano() / 1_000) + "::bigint)";
    }

    private String ofTable(String dataset, Group inTable) {
        var columns = fixed(
                dataset,
                "fields['_raw']::varchar",
                "fields::json::varchar",
                name -> "(" + variant(name) + " is not null)",
                inTable);
        add("fields", events.fields(), columns);
        if (hasFiles) {
            addText("null::varchar", columns);
            names.forEach(name -> attributes.ofVariant(name, variant(name), columns));
        }
        return String.join(", ", columns);
    }

    private String ofFiles(String dataset, Group group) {
        List<@Nullable FileColumn> held = group.held;
        List<String> inText = inText(group);
        var columns = fixed(dataset, "json_extract_string(fields, '/_raw')", "fields", name -> seen(name, held), group);
        add("null::variant", events.fields(), columns);
        addText("fields", columns);
        for (int i = 0; i < names.size(); i++) {
            FileColumn found = held.get(i);
            if (found != null) {
                attributes.ofColumn(names.get(i), found, columns);
            } else if (inText.contains(names.get(i))) {
                attributes.ofJson(names.get(i), PARSED + "[" + (inText.indexOf(names.get(i)) + 1) + "]", columns);
            }
        }
        return String.join(", ", columns);
    }

    private static String variant(String name) {
        return "fields[" + DuckDb.literal(name) + "]";
    }

    /// All attributes of a row that are text.
    private void addText(String value, List<String> columns) {
        if (reads.reads(events.fields())) {
            columns.add(value + " as j" + events.fields().id());
        }
    }

    /// RFC 6901.
    private static String pointer(String name) {
        return DuckDb.literal("/" + name.replace("~", "~0").replace("/", "~1"));
    }

    /// Of those that are read the ones that are in a row's text alone.
    private List<String> inText(Group group) {
        return names.stream()
                .filter(name -> group.held.get(names.indexOf(name)) == null && reads.reads(events.fields(), name))
                .toList();
    }

    /// Rows with the values of [#inText], JSON each: to parse a row's text takes longer than all else that is done with
    /// it.
    private String parsed(String rows, Group group) {
        List<String> inText = inText(group);
        return inText.isEmpty()
                ? rows
                : inText.stream()
                        .map(ScanSql::pointer)
                        .collect(Collectors.joining(
                                ", ",
                                "(select *, json_extract(fields, [",
                                "]::varchar[]) as " + PARSED + " from " + rows + ")"));
    }

    private @Nullable String seen(String name, List<@Nullable FileColumn> held) {
        FileColumn found = held.get(names.indexOf(name));
        return found == null || found.kind() == ColumnKind.NONE ? null : AttributeSql.given(found, Layout.quote(name));
    }

    /// @param attributes as text
    /// @param seen whether an attribute is there, null where that would be dear to tell
    private List<String> fixed(
            String dataset, String ownRaw, String attributes, Function<String, @Nullable String> seen, Group group) {
        var columns = new ArrayList<String>();
        // Always, since there must be one; first, since the engine reads the first column of a union to count its rows.
        columns.add(DuckDb.literal(dataset) + " as c" + events.index().id());
        add("_time", events.time(), columns);
        add("_indextime", events.indexTime(), columns);
        add(stored(ownRaw, EventText.RAW), events.raw(), columns);
        String text = stored(ownRaw, EventText.parts(attributes));
        add(text, events.text(), columns);
        for (Expr.Call word : words.words()) {
            String found = EventText.word(word, group.told.contains(word) ? "" : text, seen);
            columns.add(found + " as " + reads.word(word));
        }
        boolean spared = reads.isSpared(events.durationNanos(), name -> isNumberEverywhere(name, group));
        add(spared ? "null::double" : "duration_ns::double", events.durationNanos(), columns);
        add("sample_rate", events.sampleRate(), columns);
        add("_offset", events.offset(), columns);
        add("_ordinal", events.ordinal(), columns);
        Events.TEXT_COLUMNS.forEach(
                name -> add(name, Objects.requireNonNull(events.texts().get(name)), columns));
        return columns;
    }

    private boolean isNumberEverywhere(String name, Group group) {
        FileColumn found = group.held.get(names.indexOf(name));
        return found != null && found.everywhere() && found.kind().isNumeric();
    }

    private void add(String value, Column column, List<String> columns) {
        if (reads.reads(column)) {
            columns.add(value + " as c" + column.id());
        }
    }

    /// What was stored as text if there is such a thing, else what is made of the event's parts.
    private String stored(String own, String made) {
        if (!events.rights().content()) {
            return "null::varchar";
        }
        return events.attributes().contains("_raw") ? "coalesce(" + own + ", " + made + ")" : made;
    }

    /// How the attributes of a scan's row are read as a whole.
    static String whole(int fields) {
        return "coalesce(c%1$d, j%1$d::json::variant)".formatted(fields);
    }
}
