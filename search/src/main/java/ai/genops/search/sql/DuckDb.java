package ai.genops.search.sql;

import ai.genops.lake.Layout;
import ai.genops.search.plan.Coerce;
import ai.genops.search.plan.Events;
import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Expr.Attribute;
import ai.genops.search.plan.Expr.Call;
import ai.genops.search.plan.Expr.Column;
import ai.genops.search.plan.Op;
import ai.genops.search.plan.Order;
import ai.genops.search.plan.Parts;
import ai.genops.search.plan.Plan;
import ai.genops.search.plan.TooLongException;
import ai.genops.search.plan.Type;
import ai.genops.search.sql.ScanReads.Form;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// DuckDB 2: attributes are keys of a VARIANT, a sum is a DECIMAL inside one.
public final class DuckDb implements Dialect {
    /// In the message of a query that fails for values that are not all as files have them, see [Op#MIN_NUMBERS].
    public static final String MIXED = "values of another kind: ";

    private static final Set<Op> VARIADIC = EnumSet.of(Op.AND, Op.OR, Op.COALESCE, Op.IN);

    private static final Pattern COLUMN = Pattern.compile("\\w+");

    /// As many as thousands of values of a subsearch have. What an operator's text says of its arguments
    /// several times is as many times as long.
    private static final int MOST_CHARACTERS = 2_000_000;

    private final ScanReads reads;
    private int calls;

    private DuckDb(ScanReads reads) {
        this.reads = reads;
    }

    /// For one query: these values of a plan's rows in an order.
    public static DuckDb of(Plan plan, List<Expr> values, Order order) {
        return new DuckDb(ScanReads.of(plan, values, order));
    }

    @Override
    public String expression(Expr value) {
        return switch (value) {
            case Column column -> reads.covers(column) ? ScanSql.whole(column.id()) : column(column);
            case Attribute attribute -> attribute(attribute, Form.ANY);
            case Expr.Text(String text) -> literal(text);
            case Expr.Num(double number) -> number(number);
            case Expr.Flag(boolean flag) -> String.valueOf(flag);
            case Expr.Null(Type type) -> "null::" + typeName(type);
            case Call call -> call(call, "");
        };
    }

    @Override
    public String aggregate(Expr value, String over) {
        return value instanceof Call call ? call(call, over) : expression(value);
    }

    @Override
    public String percentile(Expr value, List<Expr> shares, int which) {
        String all = shares.stream().map(this::expression).collect(Collectors.joining(", "));
        return "quantile_disc(" + expression(value) + ", [" + all + "])[" + (which + 1) + "]";
    }

    /// @throws TooLongException if all that was asked for would be more than the engine can plan
    private String call(Call call, String over) {
        if (++calls > Parts.MOST) {
            throw new TooLongException();
        }
        String sql = written(call, over);
        if (sql.length() > MOST_CHARACTERS) {
            throw new TooLongException();
        }
        return sql;
    }

    private String written(Call call, String over) {
        if (call.args().size() == 1 && call.args().getFirst() instanceof Attribute attribute) {
            String converted = ofAttribute(call.op(), attribute);
            if (converted != null) {
                return converted;
            }
        }
        if (call.op() == Op.TIME_SHIFT) {
            return TimeShifts.sql(
                    call,
                    expression(call.args().getFirst()),
                    expression(call.args().get(1)));
        }
        if (call.op() == Op.TIME_BIN) {
            return TimeBins.sql(call, expression(call.args().getFirst()));
        }
        if (call.op() == Op.WORD) {
            return word(call);
        }
        if (call.op() == Op.JSON_OBJECT || call.op() == Op.JSON_ARRAY) {
            return json(call);
        }
        Attribute given = reads.given(call);
        if (given != null) {
            return given(given, call);
        }
        List<String> args = call.args().stream().map(this::expression).toList();
        String known = args.size() == 2 ? KnownPlaces.sql(call, args.getFirst()) : null;
        if (known != null) {
            return known;
        }
        if ((call.op() == Op.SUM || call.op() == Op.AVG) && args.size() == 1) {
            String number = args.getFirst();
            args = call.op() == Op.SUM
                    ? List.of(number, part(Op.BILLIONTHS, number), part(Op.NO_BILLIONTHS, number))
                    : List.of(number, part(Op.NEAREST_BILLIONTHS, number), part(Op.BEYOND_BILLIONTHS, number));
        }
        if (VARIADIC.contains(call.op())) {
            return variadic(call.op(), args);
        }
        return DuckDbTemplates.render(call.op(), args, over);
    }

    /// What a scan has computed of an attribute; where it is not there, what stands in for it is looked at.
    private String given(Attribute attribute, Call call) {
        String name = attribute.names().getFirst();
        String read = reads.column(attribute.fields(), name, Form.of(call.op()));
        Expr otherwise = ScanReads.otherwise(call.args().getLast());
        if (otherwise == null) {
            return read;
        }
        String value = expression(otherwise);
        String number = reads.column(attribute.fields(), name, Form.NUMBER);
        return "case when " + number + " is not null then " + read + " else " + part(call.op(), value) + " end";
    }

    /// One of the two parts that a number is added up in.
    static String part(Op op, String number) {
        List<String> args = switch (op) {
            case NO_BILLIONTHS -> List.of(number, part(Op.BILLIONTHS, number));
            case BEYOND_BILLIONTHS -> List.of(number, part(Op.NEAREST_BILLIONTHS, number));
            default -> List.of(number);
        };
        return DuckDbTemplates.render(op, args, "");
    }

    private String word(Call call) {
        String ofScan = reads.word(call);
        return ofScan == null ? EventText.word(call, expression(call.args().getFirst())) : ofScan;
    }

    /// A member without a value is left out; a number is written as it is shown.
    private String json(Call call) {
        var members = new ArrayList<String>();
        for (Expr arg : call.args()) {
            members.add(
                    switch (arg.type()) {
                        case NUMBER, EXACT, TIME -> expression(Coerce.text(arg)) + "::json";
                        case ANY ->
                            arg instanceof Call(Op op, var _, var _) && op == Op.JSON_OF_TEXT
                                    ? expression(arg)
                                    : TextSql.of(TextSql.JSON_OF_ANY, expression(arg));
                        case TEXT, LIST, BOOLEAN -> expression(arg);
                    });
        }
        if (call.op() == Op.JSON_OBJECT) {
            withoutNamesOfNull(members);
        }
        String list = String.join(", ", members);
        return call.op() == Op.JSON_ARRAY
                ? "json_array(" + list + ")::varchar"
                : "json_merge_patch('{}'::json, json_object(" + list + "))::varchar";
    }

    /// Of names and values those whose name is null get an empty name and no value, and so go.
    private static void withoutNamesOfNull(List<String> members) {
        for (int i = 0; i < members.size(); i += 2) {
            String name = members.get(i);
            if (!name.startsWith("'")) {
                members.set(i, "coalesce(" + name + ", '')");
                members.set(i + 1, "case when " + name + " is not null then " + members.get(i + 1) + " end");
            }
        }
    }

    private static String variadic(Op op, List<String> args) {
        return switch (op) {
            case AND -> "(" + String.join(" and ", args) + ")";
            case OR -> "(" + String.join(" or ", args) + ")";
            case IN -> "(" + args.getFirst() + " in (" + String.join(", ", args.subList(1, args.size())) + "))";
            default ->
                args.size() == 2 && COLUMN.matcher(args.getFirst()).matches()
                        // Of values that are numbers of a dictionary these stay so.
                        ? "case when %1$s is null then %2$s else %1$s end".formatted(args.getFirst(), args.getLast())
                        : "coalesce(" + String.join(", ", args) + ")";
        };
    }

    /// A cast of each name before they are put together is several times faster than a cast of the whole.
    private @Nullable String ofAttribute(Op op, Attribute attribute) {
        Form form = Form.of(op);
        return switch (form) {
            case TEXT, NUMBER -> attribute(attribute, form);
            case GIVEN ->
                attribute.names().stream()
                        .map(name -> "not " + key(attribute, name, Form.GIVEN))
                        .collect(Collectors.joining(" and ", "(", ")"));
            default -> null;
        };
    }

    private String attribute(Attribute attribute, Form form) {
        String values = attribute.names().stream()
                .map(name -> key(attribute, name, form))
                .collect(Collectors.joining(", "));
        return attribute.names().size() == 1 ? values : "coalesce(" + values + ")";
    }

    private String key(Attribute attribute, String name, Form form) {
        if (reads.covers(attribute.fields())) {
            return reads.column(attribute.fields(), name, form);
        }
        String value = "c" + attribute.fields().id() + "[" + literal(name) + "]";
        return switch (form) {
            case ANY -> value;
            case TEXT -> value + "::varchar";
            case NUMBER -> "try_cast(" + value + " as double)";
            case BILLIONTHS, NO_BILLIONTHS, NEAREST_BILLIONTHS, BEYOND_BILLIONTHS, NO_NUMBER ->
                throw new IllegalArgumentException("no scan gives " + form);
            case GIVEN -> "(" + value + " is not null)";
        };
    }

    /// With an exponent it is a double and nothing has to be converted.
    private static String number(double number) {
        String text = Double.toString(number);
        if (!Double.isFinite(number)) {
            return "'" + text + "'::double";
        }
        String exact = text.indexOf('E') < 0 ? text + "e0" : text;
        return text.startsWith("-") ? "(" + exact + ")" : exact;
    }

    static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private static String typeName(Type type) {
        return switch (type) {
            case NUMBER -> "double";
            case EXACT, ANY -> "variant";
            case TEXT -> "varchar";
            case BOOLEAN -> "boolean";
            case TIME -> "timestamp";
            case LIST -> "varchar[]";
        };
    }

    @Override
    public String scan(Plan.Scan scan) {
        if (scan.datasets().isEmpty()) {
            return scan.events().attributes().isEmpty() ? empty(scan.events()) : "";
        }
        return new ScanSql(scan, reads).sql();
    }

    private String empty(Events events) {
        var columns = new ArrayList<String>();
        reads.words(events.text()).forEach(word -> columns.add("false as " + reads.word(word)));
        for (Column column : List.of(events.time(), events.indexTime())) {
            columns.add("null::timestamp as c" + column.id());
        }
        for (Column column : List.of(events.durationNanos(), events.sampleRate(), events.offset(), events.ordinal())) {
            columns.add("null::double as c" + column.id());
        }
        columns.add("null::varchar as c" + events.index().id());
        columns.add("null::varchar as c" + events.raw().id());
        columns.add("null::varchar as c" + events.text().id());
        columns.add("null::variant as c" + events.fields().id());
        events.texts().values().forEach(column -> columns.add("null::varchar as c" + column.id()));
        return "select " + String.join(", ", columns) + " where false";
    }

    @Override
    public String inventory(Plan.Inventory inventory) {
        if (inventory.datasets().isEmpty()) {
            return inventoryRow(inventory, "", "(select 1 where false)", "0") + " having false";
        }
        return inventory.datasets().stream()
                .map(dataset -> inventoryRow(inventory, dataset, Layout.quote(dataset), bytes(dataset)))
                .collect(Collectors.joining(" union all "));
    }

    private String inventoryRow(Plan.Inventory inventory, String dataset, String table, String bytes) {
        boolean none = dataset.isEmpty();
        var inFiles = InFiles.of(dataset, inventory.files());
        String first = inFiles.first() == null ? "null" : time(inFiles.first().first());
        String last = inFiles.last() == null ? "null" : time(inFiles.last().last());
        return "select %s as %s, (count(*) + %d)::double as %s, (%s + %d)::double as %s, %s as %s, %s as %s from %s"
                .formatted(
                        literal(dataset),
                        column(inventory.name()),
                        inFiles.rows(),
                        column(inventory.count()),
                        bytes,
                        inFiles.bytes(),
                        column(inventory.bytes()),
                        none ? "null::timestamp" : "least(min(_time), " + first + ")",
                        column(inventory.first()),
                        none ? "null::timestamp" : "greatest(max(_time), " + last + ")",
                        column(inventory.last()),
                        table);
    }

    /// Blocks in the file; what has not been checkpointed yet has none.
    private static String bytes(String dataset) {
        return "(select count(distinct block_id) * (select block_size from pragma_database_size() limit 1) "
                + "from pragma_storage_info(" + literal(Layout.quote(dataset)) + ") where block_id >= 0)";
    }

    @Override
    public String rows(Plan.Rows rows) {
        return "select range::double as %s from range(%d)".formatted(column(rows.number()), rows.count());
    }

    /// As one literal of JSON: parsing so many literals of SQL would take longer than the query.
    @Override
    public String values(Plan.Values values) {
        var columns = new ArrayList<String>();
        columns.add("number as " + column(values.number()));
        for (int i = 0; i < values.columns().size(); i++) {
            Column column = values.columns().get(i);
            columns.add(cell(column.type(), "r[" + (i + 1) + "]") + " as " + column(column));
        }
        return "select %s from (select unnest(j) as r, generate_subscripts(j, 1)::double as number from (select from_json(%s, '[[[\"VARCHAR\"]]]') as j))"
                .formatted(String.join(", ", columns), literal(GridJson.write(values.grid())));
    }

    private static String cell(Type type, String list) {
        String first = list + "[1]";
        return switch (type) {
            case NUMBER -> "try_cast(" + first + " as double)";
            case EXACT ->
                "coalesce(try_cast(" + first + " as decimal(38, 18))::variant, try_cast(" + first
                        + " as double)::variant)";
            case TEXT -> first;
            case ANY -> first + "::variant";
            case BOOLEAN -> "try_cast(" + first + " as boolean)";
            case TIME ->
                "make_timestamp(try_cast(round(try_cast(" + first + " as decimal(38, 9)) * 1000000) as bigint))";
            case LIST -> list;
        };
    }

    /// Beside the columns, not as a join: that would hold all lists at once.
    @Override
    public String expand(String from, String list, String column, String place) {
        return "select *, unnest(case when len(%s) > 0 then %s else [null] end) as %s, unnest(case when len(%s) > 0 then range(1, len(%s) + 1) else [null] end) as %s from %s"
                .formatted(list, list, column, list, list, place, from);
    }

    /// As one literal, for the same reason as [#values].
    @Override
    public String times(List<Instant> times, String column) {
        String micros = times.stream()
                .map(time -> String.valueOf(ChronoUnit.MICROS.between(Instant.EPOCH, time)))
                .collect(Collectors.joining(",", "[", "]"));
        return "select make_timestamp(unnest(from_json('" + micros + "', '[\"BIGINT\"]'))) as " + column;
    }

    @Override
    public String time(Instant time) {
        return "timestamp '" + LocalDateTime.ofInstant(time, ZoneOffset.UTC) + "'";
    }
}
