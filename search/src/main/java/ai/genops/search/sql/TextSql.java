package ai.genops.search.sql;

/// Values as text, in SQL. A number is written as people write it, without an exponent and needless zeros; below
/// 1e-20 and from 1e38 on it has an exponent.
///
/// ```
/// the engine   8.0   2e-05     1e+20
/// here         8     0.00002   100000000000000000000
/// ```
final class TextSql {
    /// Of a double `{0}`, null if it is not finite. What has an exponent in the engine's text is exact as the decimal
    /// that text says.
    static final String OF_NUMBER = """
            case when {0} = trunc({0}) and abs({0}) < 9007199254740992 then {0}::bigint::varchar\
             when abs({0}) between 1e-4 and 1e15 then {0}::varchar\
             when abs({0}) between 1e-20 and 1e-4 then rtrim({0}::varchar::decimal(38, 37)::varchar, '0')\
             when not isfinite({0}) then null\
             when {0} = trunc({0}) then coalesce(try_cast({0}::varchar as decimal(38, 0))::varchar, {0}::varchar)\
             else {0}::varchar end""";

    /// Of a VARIANT `{0}`: its numbers may be whole doubles and the decimals of sums. Most are texts already.
    static final String OF_ANY = "case when variant_typeof({0}) = 'VARCHAR' then {0}::varchar"
            + " when variant_typeof({0}) = 'DOUBLE' then "
            + of(OF_NUMBER, "try_cast({0} as double)")
            + " when starts_with(variant_typeof({0}), 'DECIMAL') and contains({0}::varchar, '.')"
            + " then rtrim(rtrim({0}::varchar, '0'), '.')"
            + " else {0}::varchar end";

    /// Of a VARIANT `{0}` that may be an array, the texts of its elements.
    static final String LIST_OF_ANY = "case when starts_with(variant_typeof({0}), 'ARRAY') then nullif(["
            + of(OF_ANY, "v") + " for v in {0}::variant[]], []) when {0} is not null then [" + OF_ANY + "] end";

    /// Of a VARIANT `{0}` JSON.
    static final String JSON_OF_ANY =
            "case when variant_typeof({0}) = 'DOUBLE' or starts_with(variant_typeof({0}), 'DECIMAL') then (" + OF_ANY
                    + ")::json else {0}::json end";

    private TextSql() {}

    static String of(String template, String value) {
        return template.replace("{0}", value);
    }
}
