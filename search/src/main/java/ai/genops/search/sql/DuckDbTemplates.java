package ai.genops.search.sql;

import ai.genops.search.plan.Op;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// The SQL of each operator: `{0}`, `{1}` stand for its arguments, `{w}` for the window of an aggregate.
final class DuckDbTemplates {
    /// One number, which the engine compares quickly: microseconds, then the offset, then the ordinal.
    private static final String PLACE = "(epoch_us({1})::hugeint * 18446744073709551616"
            + " + coalesce({2}::hugeint, 0) * 1048576 + coalesce({3}::hugeint, 0))";

    private static final Map<Op, String> TEMPLATES = new EnumMap<>(Op.class);
    private static final Map<Op, String> SURE = new EnumMap<>(Op.class);

    static {
        conversions();
        logic();
        arithmetic();
        text();
        json();
        formats();
        times();
        lists();
        aggregates();
        statistics();
    }

    private DuckDbTemplates() {}

    /// In one pass, so that an argument's text is never taken for part of a template.
    static String render(Op op, List<String> args, String over) {
        String template = args.size() == 1 && SURE.containsKey(op) ? SURE.get(op) : TEMPLATES.get(op);
        if (template == null) {
            throw new IllegalStateException("no SQL for " + op);
        }
        var sql = new StringBuilder();
        int from = 0;
        for (int open = template.indexOf('{'); open >= 0; open = template.indexOf('{', from)) {
            char name = template.charAt(open + 1);
            sql.append(template, from, open).append(name == 'w' ? over : args.get(name - '0'));
            from = open + 3;
        }
        return sql.append(template.substring(from)).toString();
    }

    static boolean knows(Op op) {
        return TEMPLATES.containsKey(op);
    }

    private static void put(Op op, String template) {
        TEMPLATES.put(op, template);
    }

    /// `{1}` is a value that is not as `{0}` are: if there is one the query fails. Without it there is
    /// none. The count in the message keeps the engine from computing the error beforehand.
    private static void putChecked(Op op, String value, String type) {
        SURE.put(op, value);
        put(
                op,
                "case when count({1}){w} = 0 then " + value + " else error('" + DuckDb.MIXED + "' || count({1}){w})::"
                        + type + " end");
    }

    private static void conversions() {
        put(Op.NUMBER_OF_TEXT, "try_cast({0} as double)");
        put(
                Op.NUMBER_OF_DIGITS,
                "list_reduce([strpos('0123456789abcdefghijklmnopqrstuvwxyz', lower(d)) - 1"
                        + " for d in string_split({0}, '')]::double[],"
                        + " lambda sum, d: case when d between 0 and {1} - 1 then sum * {1} + d end, 0e0)");
        put(Op.NUMBER_OF_ANY, "try_cast({0} as double)");
        put(Op.NUMBER_OF_EXACT, "{0}::double");
        put(Op.NUMBER_OF_TIME, "(epoch_us({0}) / 1e6)");
        put(Op.NUMBER_OF_LIST, "try_cast({0}[1] as double)");
        put(Op.NUMBER_OF_BOOLEAN, "case when {0} then 1e0 when not {0} then 0e0 end");
        put(Op.TEXT_OF_NUMBER, TextSql.OF_NUMBER);
        put(Op.TEXT_OF_ANY, TextSql.OF_ANY);
        put(Op.TEXT_OF_EXACT, TextSql.OF_ANY);
        put(Op.TEXT_OF_LIST, "array_to_string({0}, ' ')");
        put(Op.TEXT_OF_BOOLEAN, "{0}::varchar");
        put(Op.TIME_OF_NUMBER, "make_timestamp(try_cast(round({0} * 1e6) as bigint))");
        put(Op.LIST_OF_TEXT, "case when {0} is not null then [{0}] end");
        put(Op.LIST_OF_ANY, TextSql.LIST_OF_ANY);
        put(Op.ANY_OF, "{0}::variant");
    }

    private static void logic() {
        put(Op.NOT, "(not {0})");
        put(Op.IS_TRUE, "({0} is true)");
        put(Op.IS_NULL, "({0} is null)");
        put(Op.IF, "case when {0} then {1} else {2} end");
        put(Op.EQ, "({0} = {1})");
        put(Op.NE, "({0} <> {1})");
        put(Op.LT, "({0} < {1})");
        put(Op.LE, "({0} <= {1})");
        put(Op.GT, "({0} > {1})");
        put(Op.GE, "({0} >= {1})");
    }

    private static void arithmetic() {
        put(Op.ADD, "({0} + {1})");
        put(Op.SUBTRACT, "({0} - {1})");
        put(Op.MULTIPLY, "({0} * {1})");
        put(Op.DIVIDE, "({0} / nullif({1}, 0))");
        put(Op.MODULO, "({0} % nullif({1}, 0))");
        put(Op.NEGATE, "(-{0})");
        put(Op.ABS, "abs({0})");
        put(Op.CEIL, "ceil({0})");
        put(Op.FLOOR, "floor({0})");
        put(Op.ROUND, "round({0}, try_cast({1} as integer))");
        put(Op.SQRT, "case when {0} >= 0 then sqrt({0}) end");
        put(Op.EXP, "exp({0})");
        put(Op.LN, "case when {0} > 0 then ln({0}) end");
        put(Op.LOG, "case when {0} > 0 and {1} > 0 then ln({0}) / nullif(ln({1}), 0) end");
        put(Op.POW, "pow({0}, {1})");
        put(Op.RANDOM, "floor(random() * 2147483648)");
        put(Op.SIN, "case when isfinite({0}) then sin({0}) end");
        put(Op.COS, "case when isfinite({0}) then cos({0}) end");
        put(Op.TAN, "case when isfinite({0}) then tan({0}) end");
        put(Op.ASIN, "case when abs({0}) <= 1 then asin({0}) end");
        put(Op.ACOS, "case when abs({0}) <= 1 then acos({0}) end");
        put(Op.ATAN, "atan({0})");
        put(Op.ATAN2, "atan2({0}, {1})");
        put(Op.SINH, "sinh({0})");
        put(Op.COSH, "cosh({0})");
        put(Op.TANH, "tanh({0})");
        put(Op.ASINH, "asinh({0})");
        put(Op.ACOSH, "case when {0} >= 1 then acosh({0}) end");
        put(Op.ATANH, "case when abs({0}) < 1 then atanh({0}) end");
        put(Op.HYPOT, "sqrt({0} * {0} + {1} * {1})");
        put(Op.BIT_AND, bits("{0} & {1}"));
        put(Op.BIT_OR, bits("{0} | {1}"));
        put(Op.BIT_XOR, bits("xor({0}, {1})"));
        put(Op.BIT_SHIFT_LEFT, bits("nullif(least({0} * pow(2, {1}), 9007199254740992), 9007199254740992)"));
        put(Op.BIT_SHIFT_RIGHT, bits("floor({0} / pow(2, {1}))"));
    }

    /// On whole numbers.
    private static String bits(String expression) {
        return "("
                + expression
                        .replace("{0}", "try_cast(trunc({0}) as bigint)")
                        .replace("{1}", "try_cast(trunc({1}) as bigint)")
                + ")::double";
    }

    private static void text() {
        put(Op.CONCAT, "({0} || {1})");
        put(Op.LOWER, "lower({0})");
        put(Op.UPPER, "upper({0})");
        put(Op.LENGTH, "length({0})::double");
        put(Op.SUBSTR, "substr({0}, try_cast({1} as integer), greatest(try_cast({2} as integer), 0))");
        put(Op.TRIM, "trim({0}, {1})");
        put(Op.LTRIM, "ltrim({0}, {1})");
        put(Op.RTRIM, "rtrim({0}, {1})");
        put(Op.LIKE, "({0} like {1} escape '\\')");
        put(Op.ILIKE, "({0} ilike {1} escape '\\')");
        put(
                Op.LIKE_PATTERN,
                "{0} || case when regexp_matches({0}, '(^|[^\\\\])(\\\\\\\\)*\\\\$') then '\\' else '' end");
        put(Op.REGEX, "case when try(regexp_matches('', {0})) is not null then {0} end");
        put(Op.MATCHES, "regexp_matches({0}, {1})");
        put(Op.IMATCHES, "regexp_matches({0}, {1}, 'i')");
        put(Op.EXTRACT, "nullif(regexp_extract({0}, {1}, try_cast({2} as integer)), '')");
        put(Op.REPLACE, "regexp_replace({0}, {1}, {2}, 'g')");
        put(Op.REPLACE_FIRST, "regexp_replace({0}, {1}, {2})");
        put(Op.TRANSLATE, "translate({0}, {1}, {2})");
        put(Op.MD5, "md5({0})");
        put(Op.SHA1, "sha1({0})");
        put(Op.SHA256, "sha256({0})");
        put(Op.SHA512, "search_sha512({0})");
        // A text that has not the look of one never leaves the engine: a tenth of the time.
        String digits =
                "case when regexp_full_match({0}, '[0-9]+[.][0-9]+[.][0-9]+[.][0-9]+|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*')"
                        + " then search_address_digits({0}) end";
        put(Op.ADDRESS_DIGITS, digits);
        put(Op.CIDR_MATCH, "case when {0} is not null then coalesce((" + digits + ") between {1} and {2}, false) end");
        put(Op.JSON_KEYS, "case when json_valid({0}) then to_json(json_keys({0}))::varchar end");
        put(Op.JSON_VALID, "json_valid({0})");
        put(Op.JSON_ARRAY_OF_LIST, "to_json({0})::varchar");
        put(Op.LIST_OF_JSON_VALUES, "case when json_valid({0}) then json_extract({0}, '$[*]')::varchar[] end");
        put(Op.LIST_OF_JSON_ARRAY, "case when json_valid({0}) then json_extract_string({0}, '$[*]')::varchar[] end");
        put(Op.URLDECODE, "url_decode({0})");
        put(Op.EXTRACT_ALL, "regexp_extract_all({0}, {1}, try_cast({2} as integer))");
        put(Op.JSON_PATHS, "case when json_valid({0}) then nullif(json_extract_string({0}, {1}), []) end");
        put(Op.JSON_PATH, "case when json_valid({0}) then json_extract_string({0}, {1}) end");
    }

    private static void json() {
        // Of a text that the query states the engine computes beforehand, whatever the condition around it.
        String json = "(case when json_valid({0}) then {0} end)";
        put(
                Op.JSON_ENTRIES,
                "case when json_type(" + json + ") = 'OBJECT' then to_json([json_object('key', m[1], 'value', m[2])"
                        + " for m in list_zip(json_keys(" + json + ")::varchar[], json_extract(" + json
                        + ", '$.*')::json[])])::varchar end");
        put(
                Op.JSON_ARRAY_OF_VALUES,
                "to_json([case when regexp_full_match(x, '-?(0|[1-9][0-9]*)([.][0-9]+)?([eE][+-]?[0-9]+)?|true|false|null')"
                        + " then x::json else to_json(x) end for x in {0}])::varchar");
        put(Op.JSON_OF_TEXT, "{0}::json");
        put(
                Op.JSON_HAS_KEY,
                "coalesce(case when json_type(" + json + ") = 'OBJECT' then list_contains(json_keys(" + json
                        + "), {1}) end, false)");
        put(Op.JSON_VALUE, "case when json_valid({0}) then json_extract({0}, {1})::varchar end");
        for (Op op : List.of(Op.JSON_SET, Op.JSON_SET_EXACT, Op.JSON_APPEND, Op.JSON_EXTEND)) {
            put(op, "search_json_edit({0}, json_array('" + op + "', {1}, {2}::json)::varchar)");
        }
        put(Op.HISTOGRAM_SERIES, "search_histogram({0})");
        put(Op.JSON_DELETE, "search_json_edit({0}, json_array('" + Op.JSON_DELETE + "', {1})::varchar)");
    }

    private static void formats() {
        put(Op.PRINTF_NUMBER, "printf({0}, {1})");
        put(Op.PRINTF_INTEGER, "printf({0}, try_cast(trunc({1}) as bigint))");
        put(Op.PRINTF_TEXT, "printf({0}, {1})");
        put(Op.HEX, "'0x' || printf('%X', try_cast(trunc({0}) as bigint))");
        put(Op.BINARY, "case when {0} >= 0 then to_base(try_cast(trunc({0}) as bigint), 2) end");
        put(
                Op.COMMAS,
                "case when {0} = trunc({0}) then printf('%,d', try_cast({0} as bigint)) else printf('%,.2f', {0}) end");
        put(
                Op.DURATION,
                "(case when {0} < 0 then '-' else '' end"
                        + " || case when abs({0}) >= 86400 then (" + wholes(86_400) + ")::varchar || '+' else '' end"
                        + " || printf('%02d:%02d:%02d', " + wholes(3_600) + " % 24, " + wholes(60) + " % 60, "
                        + wholes(1) + " % 60))");
    }

    /// How many of so many seconds are in a length of time.
    private static String wholes(int seconds) {
        return "try_cast(floor(abs({0}) / " + seconds + ") as bigint)";
    }

    private static void times() {
        put(Op.STRFTIME, "strftime(timezone({2}, timezone('UTC', {0})), {1})");
        put(Op.STRPTIME, "(epoch_us(timezone({2}, try_strptime({0}, {1}))) / 1e6)");
        put(Op.TIME_TEXT, "search_time_text(epoch_us({0}), {2} || ' ' || {1})");
        put(Op.TIME_OF_TEXT, "(search_time_of_text({0}, {2} || ' ' || {1}) / 1e6)");
    }

    private static void lists() {
        String index = "try_cast(case when {1} < 0 then {1} else {1} + 1 end as bigint)";
        put(Op.SPLIT, "string_split({0}, {1})");
        put(Op.LIST_LENGTH, "nullif(len({0}), 0)::double");
        put(Op.LIST_ITEM, "list_extract({0}, " + index + ")");
        put(Op.LIST_SLICE, "list_slice({0}, " + index + ", " + index.replace("{1}", "{2}") + ")");
        put(Op.LIST_JOIN, "array_to_string({0}, {1})");
        put(Op.LIST_JOIN_BY, "list_reduce(nullif([x for x in {0} if x is not null], []), lambda a, b: a || {1} || b)");
        put(Op.LIST_APPEND, "list_concat({0}, {1})");
        put(Op.LIST_DISTINCT, "list_filter({0}, lambda x, i: list_position({0}, x) = i)");
        put(Op.LIST_REVERSE, "list_reverse({0})");
        put(Op.LIST_MAP, "nullif(list_filter(list_transform({0}, lambda {1}: {2}), lambda x: x is not null), [])");
        put(Op.LIST_FILTER, "nullif(list_filter({0}, lambda {1}: {2}), [])");
        put(Op.LIST_SORT, "list_sort({0})");
        put(Op.LIST_FIND, "(nullif(list_position([regexp_matches(x, {1}) for x in {0}], true), 0) - 1)::double");
        put(Op.LIST_NOT_EMPTY, "nullif([x for x in {0} if x <> ''], [])");
        put(Op.LIST_ZIP, "nullif([x[1] || {2} || x[2] for x in list_zip({0}, {1}, true)], [])");
        put(
                Op.LIST_RANGE,
                "[" + TextSql.of(TextSql.OF_NUMBER, "x") + " for x in [{0} + i * {2} for i in range(0, "
                        + "least(greatest(ceil(({1} - {0}) / nullif({2}, 0)), 0), 10000)::bigint)]]");
        put(Op.LIST_TIMES, "json_extract(search_times({0}, {1}), '$[*]')::varchar[]");
        put(Op.LIST_ANY_ILIKE, "(len([x for x in {0} if x ilike {1} escape '\\']) > 0)");
    }

    private static void aggregates() {
        put(Op.COUNT_ROWS, "(count(*){w})::double");
        put(Op.COUNT, "(count({0}){w})::double");
        put(Op.DISTINCT_COUNT, "(count(distinct {0}){w})::double");
        put(Op.BILLIONTHS, ExactSums.BILLIONTHS);
        put(Op.NO_BILLIONTHS, ExactSums.REST);
        put(Op.SUM, ExactSums.OF_DOUBLES);
        put(Op.SUM_OF_SUMS, ExactSums.OF_SUMS);
        put(Op.NEAREST_BILLIONTHS, ExactSums.NEAREST);
        put(Op.BEYOND_BILLIONTHS, ExactSums.BEYOND_NEAREST);
        put(Op.AVG, ExactSums.MEAN);
        putChecked(Op.SUM_BILLIONTHS, ExactSums.OF_BILLIONTHS, "variant");
        putChecked(Op.AVG_BILLIONTHS, ExactSums.MEAN_OF_BILLIONTHS, "double");
        ofFiles();
        put(Op.MIN, "min({0}){w}");
        put(Op.MAX, "max({0}){w}");
        put(Op.MIN_ANY, extreme("min"));
        put(Op.MAX_ANY, extreme("max"));
        put(Op.NO_NUMBER, "case when {0} is null then {1} end");
        putChecked(Op.MIN_NUMBERS, "min({0}){w}", "double");
        putChecked(Op.MAX_NUMBERS, "max({0}){w}", "double");
        // Of several that are as frequent the least: without an order it is the one a thread happened to see first.
        put(Op.MODE, "mode({0} order by {0}){w}");
        put(Op.VALUES, "list_sort(list(distinct {0}) filter (where {0} is not null){w})");
        put(Op.LIST, "list_slice(list({0} order by {1}) filter (where {0} is not null){w}, 1, 100)");
        put(Op.FIRST, "arg_min({0}, {1}){w}");
        put(Op.LAST, "arg_max({0}, {1}){w}");
        put(Op.EARLIEST, "arg_min({0}, " + PLACE + "){w}");
        put(Op.LATEST, "arg_max({0}, " + PLACE + "){w}");
        put(Op.LIST_ALL, "list({0} order by {1}) filter (where {0} is not null){w}");
        put(Op.EARLIEST_TIME, "min(case when {0} is not null then {1} end){w}");
        put(Op.LATEST_TIME, "max(case when {0} is not null then {1} end){w}");
        put(Op.LAG, "lag({0}, try_cast({1} as bigint)){w}");
        put(Op.LAST_PRESENT, "last_value({0} ignore nulls){w}");
        put(Op.ROW_NUMBER, "row_number(){w}::double");
    }

    private static void statistics() {
        put(Op.PERCENTILE, "quantile_disc({0}, {1}){w}");
        put(Op.STDEV, "stddev_samp({0}){w}");
        put(Op.STDEVP, "stddev_pop({0}){w}");
        put(Op.VAR, "var_samp({0}){w}");
        put(Op.VARP, "var_pop({0}){w}");
        put(Op.RANGE, "(max({0}){w} - min({0}){w})");
        put(
                Op.RATE,
                "((arg_max({0}, {1}){w} - arg_min({0}, {1}){w}) / nullif(max(case when {0} is not null then {1} end){w} - min(case when {0} is not null then {1} end){w}, 0))");
        put(
                Op.WEIGHTED_AVG,
                "((sum({0} * {1}){w} - (min({1}){w} - 1) * sum({0}){w}) / (count({0}){w} * (count({0}){w} + 1) / 2))");
        put(Op.SUMSQ, "sum({0} * {0}){w}");
    }

    private static void ofFiles() {
        put(Op.TOTAL, ExactSums.TOTAL);
        put(Op.TOTAL_OTHERS, ExactSums.OTHERS_OF);
        put(Op.TOTAL_LARGE, ExactSums.LARGE_OF);
        put(Op.SUM_OF_FILES, ExactSums.OF_DOUBLES_OF_FILES);
        put(Op.TOTAL_WITHOUT_NEAREST, ExactSums.WITHOUT_NEAREST);
        put(Op.AVG_OF_FILES, ExactSums.MEAN_OF_FILES);
        putChecked(Op.TOTAL_BILLIONTHS, ExactSums.TOTAL, "hugeint");
        put(Op.SUM_BILLIONTHS_OF_FILES, ExactSums.OF_BILLIONTHS_OF_FILES);
        put(Op.AVG_BILLIONTHS_OF_FILES, ExactSums.MEAN_OF_BILLIONTHS_OF_FILES);
        put(Op.MIN_ANY_OF_FILES, extreme("sum({0})", "sum({1})", "min({2})", "min({3})"));
        put(Op.MAX_ANY_OF_FILES, extreme("sum({0})", "sum({1})", "max({2})", "max({3})"));
        put(Op.EARLIEST_PLACE, "min(case when {0} is not null then " + PLACE + " end){w}");
        put(Op.LATEST_PLACE, "max(case when {0} is not null then " + PLACE + " end){w}");
    }

    /// As numbers if all are, else as text. `{0}` is the number, `{1}` the text of the same value.
    private static String extreme(String function) {
        return extreme("count({0}){w}", "count({1}){w}", function + "({0}){w}", function + "({1}){w}");
    }

    private static String extreme(String numbers, String texts, String number, String text) {
        return "case when " + numbers + " = " + texts + " then " + number + "::variant else " + text + "::variant end";
    }
}
