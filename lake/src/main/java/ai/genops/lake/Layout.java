package ai.genops.lake;

import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// How datasets lie in the lake's database file: two tables each, named as the dataset, all with the same columns,
/// and a schema `meta` for what the lake knows about them. The lake writes it, search reads it.
///
/// Rows arrive in the table of the schema `young`, where `fields` and `events` are JSON text, as in data files; from
/// there they go to the table of the schema `main`, where both are VARIANT, or straight to files. A row is in one
/// place.
///
/// Attributes never seen before need no declaration: they are keys of the `fields` object, a VARIANT
/// (`fields['genops.cost.total']`). It holds, flat and under their dotted names, the resource's attributes, the
/// event's own, and what a pipeline set; the later wins. `meta.fields` lists the names that each dataset has.
public final class Layout {
    /// Name of the database file inside the lake's folder.
    public static final String FILE = "lake.duckdb";

    /// Rows of a row group of the database. A transaction that adds as many to a table, or twice as many, writes them
    /// compressed into the file, where they stay; others go through the write-ahead log, and are compressed by the
    /// checkpoint. VARIANTs are taken apart from 30,000 on.
    static final int ROW_GROUP = 30_720;

    private Layout() {}

    /// Creates the lake's own tables; harmless when they are there.
    public static String metaDdl() {
        return """
                create schema if not exists meta;
                create schema if not exists young;
                create table if not exists meta.datasets (name varchar primary key, description varchar, retention varchar, partition_by varchar);
                create table if not exists meta.fields (dataset varchar not null, name varchar not null, primary key (dataset, name));
                %s;
                %s; -- of files, a line each
                create table if not exists meta.keys (id integer primary key, check_value varchar not null); -- of data files
                create table if not exists meta.files (
                    id               bigint not null,    -- ascending, never given twice
                    dataset          varchar not null,
                    path             varchar not null,   -- below the lake's folder
                    rows             bigint not null,
                    bytes            bigint not null,
                    first_time       timestamp not null, -- of its rows' _time, both inclusive
                    last_time        timestamp not null,
                    last_index_time  timestamp not null,
                    first_offset     bigint not null,
                    last_offset      bigint not null,
                    columns          varchar not null,   -- a line each: TEXT genops.team; attributes that have a column
                    sha256           varchar not null,   -- of the file
                    chain            varchar not null,   -- of this entry and the dataset's entry before it
                    written          timestamp not null,
                    origin           varchar not null,   -- rolled, compacted
                    keep_until       timestamp,          -- write-once datasets: not deleted before
                    gone             timestamp,          -- when it was taken out; null: it is there
                    gone_why         varchar);           -- compacted, age, size
                """.formatted(Checkpoints.DDL, Prefixes.DDL);
    }

    /// Creates a dataset's tables; harmless when they are there.
    public static String tableDdl(String dataset) {
        return ddl(quote(dataset), "variant") + ";\n" + ddl(young(dataset), "varchar using compression zstd");
    }

    private static String ddl(String table, String attributes) {
        return "create table if not exists " + table + """
                 (
                    _time          timestamp not null, -- UTC, microseconds: a span's start, a record's time
                    _indextime     timestamp not null, -- when the log took the event
                    kind           varchar not null,   -- span, log or metric
                    name           varchar,            -- the span's, event's or metric's name
                    trace_id       varchar,            -- lower-case hex
                    span_id        varchar,
                    parent_span_id varchar,
                    duration_ns    bigint,             -- spans only
                    status         varchar,            -- ok, error or null
                    host           varchar,
                    source         varchar,
                    sourcetype     varchar,
                    pipeline       varchar,            -- the pipeline that sent it here; null: as received
                    sample_rate    double,             -- the rate at which events like this one are kept; 1 = all
                    fields         %1$s,            -- an object, flat: 'genops.cost.total' -> 0.05
                    events         %1$s,            -- the span's events: a list of {name, time, attributes}
                    _offset        bigint not null,    -- the log record the event came in
                    _ordinal       integer not null    -- its place in that record
                )""".formatted(attributes);
    }

    /// The table that a dataset's rows arrive in, as a quoted SQL identifier.
    public static String young(String dataset) {
        return "young." + quote(dataset);
    }

    /// A name as a quoted SQL identifier.
    public static String quote(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    /// Data files as an SQL relation. What their folders are called is no column. Each is read with the key that it is
    /// under.
    public static String parquet(List<String> paths) {
        var byKey = paths.stream().collect(Collectors.groupingBy(DataKeys::of, TreeMap::new, Collectors.toList()));
        if (byKey.size() == 1) {
            return parquet(byKey.firstKey(), paths, "");
        }
        return byKey.entrySet().stream()
                .map(entry -> "select * from " + parquet(entry.getKey(), entry.getValue(), ""))
                .collect(Collectors.joining(" union all by name ", "(", ")"));
    }

    /// A filter that DuckDB 2.0 pushes into an encrypted file makes it fail; none passes an `offset`.
    private static String parquet(int key, List<String> paths, String more) {
        String files = paths.stream()
                .map(Layout::literal)
                .collect(Collectors.joining(", ", "read_parquet([", "], hive_partitioning = false"));
        return key == 0
                ? files + ")"
                : "(select *" + more + " from " + files + ", encryption_config = {footer_key: "
                        + literal(DataKeys.name(key)) + "}) offset 0)";
    }

    /// As [#parquet], with the id of the file that a row is in as another column.
    public static String parquetOf(List<DataFile> files, String id) {
        var byKey = files.stream()
                .collect(Collectors.groupingBy(file -> DataKeys.of(file.path()), TreeMap::new, Collectors.toList()));
        return byKey.entrySet().stream()
                .map(entry -> {
                    List<DataFile> own = entry.getValue();
                    String ids = own.stream().map(file -> file.id() + "").collect(Collectors.joining(", "));
                    List<String> paths = own.stream().map(DataFile::path).toList();
                    return "select *, list_extract([" + ids + "]::bigint[], file_index::bigint + 1) as " + id + " from "
                            + parquet(entry.getKey(), paths, ", file_index");
                })
                .collect(Collectors.joining(" union all by name ", "(", ")"));
    }

    /// A text as an SQL literal.
    static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
