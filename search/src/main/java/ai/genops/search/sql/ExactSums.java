package ai.genops.search.sql;

import ai.genops.lake.Billionths;

/// Sums as templates of [DuckDbTemplates]. Adding decimals is exact, adding doubles is not. Whole billionths below a
/// million, as money mostly is, are added as such; other values go through their shortest text. From 100 million on
/// they could overflow the decimal and are added as doubles; what is not finite counts for nothing. `{0}` is the
/// number, `{1}` its billionths, `{2}` the number if it has none.
final class ExactSums {
    private static final String BILLIONTHS_SUM = "sum({1}){w}";

    private static final String OTHERS_SUM =
            "sum(case when abs({2}) < 1e8 then try_cast({2}::varchar as decimal(38, 18)) end){w}";

    private static final String LARGE_SUM =
            "sum(case when not abs({2}) < 1e8" + " then case when isfinite({2}) then {2} else 0 end end){w}";

    private static final String BILLIONTHS_SUM_OR_NONE =
            "coalesce(sum({1}){w}::decimal(29, 0) * 0.000000001::decimal(9, 9), 0)::decimal(38, 18)";

    private static final String EXACT_SUM = "(" + BILLIONTHS_SUM_OR_NONE + " + coalesce(" + OTHERS_SUM + ", 0))";

    static final String OF_DOUBLES = "case when " + LARGE_SUM + " is not null then (" + EXACT_SUM
            + "::double + " + LARGE_SUM + ")::variant"
            + " when " + BILLIONTHS_SUM + " is not null or " + OTHERS_SUM + " is not null"
            + " then " + EXACT_SUM + "::decimal(38, 18)::variant else null::variant end";

    /// `{0}` is the billionths of numbers that all have them.
    static final String OF_BILLIONTHS =
            "(sum({0}){w}::decimal(29, 0) * 0.000000001::decimal(9, 9))::decimal(38, 18)::variant";

    static final String MEAN_OF_BILLIONTHS =
            "(sum({0}){w}::decimal(29, 0) * 0.000000001::decimal(9, 9))::decimal(38, 18)::double / nullif(count({0}){w}, 0)";

    /// How many of what a number has beyond its nearest billionth make 1: at most a thousandth of a
    /// billionth of a billionth is lost of it.
    private static final String BEYOND = "1e24";

    /// `{0}` is the number, `{1}` its nearest billionths, `{2}` what it has beyond. Both are whole numbers, so the mean
    /// depends on no order. What billionths say counts as exactly that, other numbers to within half a unit of a
    /// double's last digit.
    static final String MEAN = "case when count({0}){w} > 0 then ((" + BILLIONTHS_SUM_OR_NONE
            + " + coalesce(sum({2}){w}::double / " + BEYOND + ", 0)::decimal(38, 18))::double"
            + " + coalesce(sum(case when {1} is null and {0} is not null"
            + " then case when isfinite({0}) then {0} else 0 end end){w}, 0)) / count({0}){w} end";

    static final String NEAREST = "try_cast({0} * 1e9 as bigint)";

    /// A difference of doubles that are this near to each other is exact.
    static final String BEYOND_NEAREST = "(({0} - {1}::double / 1e9) * " + BEYOND + ")::bigint";

    /// Of whole numbers 64 bits hold nine times a billion.
    static final String BILLIONTHS = "case when " + Billionths.are("{0}") + " then try_cast({0} * 1e9 as bigint)"
            + " when {0} = trunc({0}) and abs({0}) < 9e9 then {0}::bigint * 1000000000 end";

    static final String REST = "case when {1} is null then {0} end";

    /// Sums of sums: each is a decimal already, unless it did not fit.
    static final String OF_SUMS = "case when count({0}){w} = 0 then null::variant"
            + " when count(case when abs({0}::double) >= 1e16 or not (starts_with(variant_typeof({0}), 'DECIMAL')"
            + " or variant_typeof({0}) = 'VARIANT_NULL') then 1 end){w} > 0"
            + " then sum({0}::double){w}::variant"
            + " else sum(try_cast({0} as decimal(38, 18))){w}::variant end";

    private ExactSums() {}
}
