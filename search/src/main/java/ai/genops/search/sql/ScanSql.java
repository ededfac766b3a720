package ai.genops.search.sql;

import ai.genops.lake.Billionths;
import ai.genops.lake.ColumnKind;
import ai.genops.lake.DataFile;
import ai.genops.lake.FileColumn;
import ai.genops.lake.Layout;
import ai.genops.search.plan.Events;
import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Expr.Column;
import ai.genops.search.plan.Op;
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

    private final Plan.Scan scan;
    private final Events events;
    private final ScanReads reads;
    private final boolean hasFiles;
    private final List<String> names;
    private final ScanWords words;

    ScanSql(Plan.Scan scan, ScanReads reads) {
        this.scan = scan;
        this.events = scan.events();
        this.reads = reads;
        this.hasFiles = reads.covers(events.fields());
        this.names = reads.names(events.fields());
        this.words = new ScanWords(reads.words(events.text()));
    }

    String sql() {
        var selects = new ArrayList<String>();
        var inTable = new Group(Collections.nCopies(names.size(), null), false, Set.of());
        for (String dataset : scan.datasets()) {
            if (scan.settled().contains(dataset)) {
                selects.add(select(ofTable(dataset, inTable), Layout.quote(dataset), inTable));
            }
            if (scan.files().stream()
                    .anyMatch(file -> file.isYoung() && file.dataset().equals(dataset))) {
                selects.add(select(ofFiles(dataset, inTable), parsed(Layout.young(dataset), inTable), inTable));
            }
            files(dataset)
                    .forEach((group, paths) ->
                            selects.add(select(ofFiles(dataset, group), parsed(Layout.parquet(paths), group), group)));
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

    private Map<Group, List<String>> files(String dataset) {
        Map<Group, List<String>> groups = new LinkedHashMap<>();
        for (DataFile file : scan.files()) {
            if (!file.isYoung() && file.dataset().equals(dataset)) {
                List<@Nullable FileColumn> held = new ArrayList<>();
                names.forEach(name -> held.add(asRead(name, file.columns().get(name))));
                var group = new Group(held, scan.range().covers(file.first(), file.last()), words.toldBy(file));
                groups.computeIfAbsent(group, _ -> new ArrayList<>()).add(file.path());
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
        String proven = hasFiles ? proven(group.held) : "";
        return proven.isEmpty() ? rows : "select *, " + proven + " from (" + rows + ")";
    }

    /// As near as the engine's times come to it.
    private static String timestamp(Instant time) {
        long seconds = Math.clamp(time.getEpochSecond(), -MOST_SECONDS, MOST_SECONDS);
        return "make_timestamp(" + (seconds * 1_000_000 + time.getNano() / 1_000) + "::bigint)";
    }

    /// What has to be told of each value, since a column's kind does not.
    private String proven(List<@Nullable FileColumn> held) {
        var columns = new ArrayList<String>();
        for (int i = 0; i < names.size(); i++) {
            FileColumn found = held.get(i);
            ColumnKind kind = found == null ? null : found.kind();
            String name = names.get(i);
            String number = column(name, Form.NUMBER);
            if (kind != ColumnKind.BILLIONTHS && kind != ColumnKind.SMALL_INTEGER) {
                String billionths = kind == ColumnKind.INTEGER
                        ? "case when abs(" + number + ") < 9e9 then " + number + "::bigint * 1000000000 end"
                        : DuckDb.part(Op.BILLIONTHS, number);
                add(billionths, name, Form.BILLIONTHS, columns);
                add(rest(Op.NO_BILLIONTHS, number, billionths), name, Form.NO_BILLIONTHS, columns);
                add(DuckDb.part(Op.NEAREST_BILLIONTHS, number), name, Form.NEAREST_BILLIONTHS, columns);
                add(DuckDb.part(Op.BEYOND_BILLIONTHS, number), name, Form.BEYOND_BILLIONTHS, columns);
            }
            if (kind == null || !kind.isNumeric()) {
                add(rest(Op.NO_NUMBER, number, column(name, Form.TEXT)), name, Form.NO_NUMBER, columns);
            }
        }
        return String.join(", ", columns);
    }

    private static String rest(Op op, String number, String other) {
        return DuckDbTemplates.render(op, List.of(number, other), "");
    }

    private String column(String name, Form form) {
        return reads.column(events.fields(), name, form);
    }

    private void add(String value, String name, Form form, List<String> columns) {
        if (reads.reads(events.fields(), name, form)) {
            columns.add(value + " as " + column(name, form));
        }
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
            names.forEach(name -> attribute(name, variant(name), columns));
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
                attribute(names.get(i), found, columns);
            } else if (inText.contains(names.get(i))) {
                attributeInText(names.get(i), PARSED + "[" + (inText.indexOf(names.get(i)) + 1) + "]", columns);
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

    private void attribute(String name, String variant, List<String> columns) {
        add(variant, name, Form.ANY, columns);
        add(variant + "::varchar", name, Form.TEXT, columns);
        add("try_cast(" + variant + " as double)", name, Form.NUMBER, columns);
        add("(" + variant + " is not null)", name, Form.GIVEN, columns);
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

    /// The texts and numbers that the value would have as a VARIANT, which takes longer to make.
    private void attributeInText(String name, String json, List<String> columns) {
        String text = json + "::varchar";
        add(json + "::variant", name, Form.ANY, columns);
        add(
                "case when starts_with(" + text + ", '\"') then json_extract_string(" + json + ", '$') else " + json
                        + "::variant::varchar end",
                name,
                Form.TEXT,
                columns);
        add("try_cast(" + json + " as double)", name, Form.NUMBER, columns);
        add("coalesce(" + text + " != 'null', false)", name, Form.GIVEN, columns);
    }

    private void attribute(String name, FileColumn found, List<String> columns) {
        ColumnKind kind = found.kind();
        String column = kind == ColumnKind.NONE ? "null::varchar" : Layout.quote(name);
        add(any(column, kind, "variant"), name, Form.ANY, columns);
        add(any(column, kind, "varchar"), name, Form.TEXT, columns);
        add("try_cast(" + column + " as double)", name, Form.NUMBER, columns);
        add(given(found, column), name, Form.GIVEN, columns);
        if (kind == ColumnKind.BILLIONTHS || kind == ColumnKind.SMALL_INTEGER) {
            String billionths = kind == ColumnKind.BILLIONTHS ? Billionths.of(column) : column + " * 1000000000";
            add(billionths, name, Form.BILLIONTHS, columns);
            add(billionths, name, Form.NEAREST_BILLIONTHS, columns);
            add("null::double", name, Form.NO_BILLIONTHS, columns);
            add("null::bigint", name, Form.BEYOND_BILLIONTHS, columns);
        }
        if (kind.isNumeric()) {
            add("null::varchar", name, Form.NO_NUMBER, columns);
        }
    }

    private static String any(String column, ColumnKind kind, String type) {
        return switch (kind) {
            case NONE, TEXT, SMALL_INTEGER, INTEGER, FLAG -> column + "::" + type;
            case BILLIONTHS, NUMBER ->
                "case when %1$s = trunc(%1$s) and abs(%1$s) < 9007199254740992 then %1$s::bigint::%2$s else %1$s::%2$s end"
                        .formatted(column, type);
        };
    }

    private @Nullable String seen(String name, List<@Nullable FileColumn> held) {
        FileColumn found = held.get(names.indexOf(name));
        return found == null || found.kind() == ColumnKind.NONE ? null : given(found, Layout.quote(name));
    }

    private static String given(FileColumn found, String column) {
        return found.everywhere() ? "true" : "(" + column + " is not null)";
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
