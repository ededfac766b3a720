package ai.genops.search.sql;

import ai.genops.lake.ColumnKind;
import ai.genops.lake.DataFile;
import ai.genops.lake.Layout;
import ai.genops.search.plan.Events;
import ai.genops.search.plan.Plan;
import ai.genops.search.sql.RolledAttributes.Form;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A scan as SQL: a select from each dataset's table, one from its young table, and one from its files for every way in
/// which they hold the attributes that are read.
final class ScanSql {
    private final Plan.Scan scan;
    private final Events events;
    private final RolledAttributes rolled;
    private final boolean hasFiles;
    private final List<String> names;

    ScanSql(Plan.Scan scan, RolledAttributes rolled) {
        this.scan = scan;
        this.events = scan.events();
        this.rolled = rolled;
        this.hasFiles = rolled.covers(events.fields());
        this.names = rolled.names(events.fields());
    }

    String sql() {
        var selects = new ArrayList<String>();
        for (String dataset : scan.datasets()) {
            selects.add("select " + ofTable(dataset) + " from " + Layout.quote(dataset));
            if (scan.files().stream()
                    .anyMatch(file -> file.isYoung() && file.dataset().equals(dataset))) {
                List<@Nullable ColumnKind> none = Collections.nCopies(names.size(), null);
                selects.add("select " + ofFiles(dataset, none) + " from " + Layout.young(dataset));
            }
            for (Map.Entry<List<@Nullable ColumnKind>, List<String>> group :
                    files(dataset).entrySet()) {
                String columns = ofFiles(dataset, group.getKey());
                selects.add("select " + columns + " from " + Layout.parquet(group.getValue()));
            }
        }
        return String.join(" union all ", selects);
    }

    /// The dataset's files by the kinds of the columns that are read, null for one that a file does not have.
    private Map<List<@Nullable ColumnKind>, List<String>> files(String dataset) {
        Map<List<@Nullable ColumnKind>, List<String>> groups = new LinkedHashMap<>();
        for (DataFile file : scan.files()) {
            if (!file.isYoung() && file.dataset().equals(dataset)) {
                List<@Nullable ColumnKind> kinds = new ArrayList<>();
                names.forEach(name -> kinds.add(file.columns().get(name)));
                groups.computeIfAbsent(kinds, _ -> new ArrayList<>()).add(file.path());
            }
        }
        return groups;
    }

    private String ofTable(String dataset) {
        var columns = fixed(dataset, "fields['_raw']::varchar");
        columns.add("fields as c" + events.fields().id());
        if (hasFiles) {
            columns.add("null::varchar as j" + events.fields().id());
            names.forEach(name -> attribute(name, "fields[" + DuckDb.literal(name) + "]", columns));
        }
        return String.join(", ", columns);
    }

    private String ofFiles(String dataset, List<@Nullable ColumnKind> kinds) {
        var columns = fixed(dataset, "json_extract_string(fields, '/_raw')");
        columns.add("null::variant as c" + events.fields().id());
        columns.add("fields as j" + events.fields().id());
        for (int i = 0; i < names.size(); i++) {
            ColumnKind kind = kinds.get(i);
            if (kind == null) {
                attribute(names.get(i), "json_extract(fields, " + pointer(names.get(i)) + ")::variant", columns);
            } else {
                attribute(names.get(i), Layout.quote(names.get(i)), kind, columns);
            }
        }
        return String.join(", ", columns);
    }

    /// RFC 6901.
    private static String pointer(String name) {
        return DuckDb.literal("/" + name.replace("~", "~0").replace("/", "~1"));
    }

    private void attribute(String name, String variant, List<String> columns) {
        columns.add(variant + " as " + rolled.column(events.fields(), name, Form.ANY));
        columns.add(variant + "::varchar as " + rolled.column(events.fields(), name, Form.TEXT));
        columns.add("try_cast(" + variant + " as double) as " + rolled.column(events.fields(), name, Form.NUMBER));
        columns.add("(" + variant + " is not null) as " + rolled.column(events.fields(), name, Form.GIVEN));
    }

    private void attribute(String name, String column, ColumnKind kind, List<String> columns) {
        columns.add(any(column, kind, "variant") + " as " + rolled.column(events.fields(), name, Form.ANY));
        columns.add(any(column, kind, "varchar") + " as " + rolled.column(events.fields(), name, Form.TEXT));
        columns.add("try_cast(" + column + " as double) as " + rolled.column(events.fields(), name, Form.NUMBER));
        columns.add("(" + column + " is not null) as " + rolled.column(events.fields(), name, Form.GIVEN));
    }

    private static String any(String column, ColumnKind kind, String type) {
        return switch (kind) {
            case TEXT, INTEGER, FLAG -> column + "::" + type;
            case NUMBER ->
                "case when %1$s = trunc(%1$s) and abs(%1$s) < 9007199254740992 then %1$s::bigint::%2$s else %1$s::%2$s end"
                        .formatted(column, type);
        };
    }

    private List<String> fixed(String dataset, String ownRaw) {
        var columns = new ArrayList<String>();
        columns.add("_time as c" + events.time().id());
        columns.add("_indextime as c" + events.indexTime().id());
        columns.add(DuckDb.literal(dataset) + " as c" + events.index().id());
        columns.add(raw(ownRaw) + " as c" + events.raw().id());
        columns.add("duration_ns::double as c" + events.durationNanos().id());
        columns.add("sample_rate as c" + events.sampleRate().id());
        columns.add("_offset as c" + events.offset().id());
        columns.add("_ordinal as c" + events.ordinal().id());
        Events.TEXT_COLUMNS.forEach(name -> columns.add(name + " as c"
                + Objects.requireNonNull(events.texts().get(name)).id()));
        return columns;
    }

    /// The event as JSON: what was stored as text if there is such a thing, else rebuilt from its parts.
    private String raw(String own) {
        if (!events.rights().content()) {
            return "null::varchar";
        }
        String rebuilt = "json_merge_patch('{}'::json, json_object('name', name, 'kind', kind, 'trace_id', trace_id, "
                + "'span_id', span_id, 'parent_span_id', parent_span_id, 'status', status, "
                + "'duration_ms', duration_ns / 1e6), fields::json, json_object('events', events::json))::varchar";
        return events.attributes().contains("_raw") ? "coalesce(" + own + ", " + rebuilt + ")" : rebuilt;
    }

    /// How the attributes of a scan's row are read as a whole.
    static String whole(int fields) {
        return "coalesce(c%1$d, j%1$d::json::variant)".formatted(fields);
    }

    /// What a dataset has in files, for its inventory.
    record InFiles(
            long rows,
            long bytes,
            @Nullable DataFile first,
            @Nullable DataFile last) {
        static InFiles of(String dataset, List<DataFile> files) {
            List<DataFile> own = files.stream()
                    .filter(file -> file.dataset().equals(dataset))
                    .collect(Collectors.toList());
            return new InFiles(
                    own.stream().mapToLong(DataFile::rows).sum(),
                    own.stream().mapToLong(DataFile::bytes).sum(),
                    own.stream()
                            .min(java.util.Comparator.comparing(DataFile::first))
                            .orElse(null),
                    own.stream()
                            .max(java.util.Comparator.comparing(DataFile::last))
                            .orElse(null));
        }
    }
}
