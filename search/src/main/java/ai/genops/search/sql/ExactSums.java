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

    static final String OF_DOUBLES = ofDoubles(BILLIONTHS_SUM, OTHERS_SUM, LARGE_SUM);

    /// Of what files contribute, `{0}` to `{2}` being the sums [#TOTAL], [#OTHERS_OF] and [#LARGE_OF] of a file's rows.
    static final String OF_DOUBLES_OF_FILES = ofDoubles("sum({0})", "sum({1})", "sum({2})");

    static final String TOTAL = "sum({0}){w}";
    static final String OTHERS_OF = OTHERS_SUM.replace("{2}", "{0}");
    static final String LARGE_OF = LARGE_SUM.replace("{2}", "{0}");

    private static String ofDoubles(String billionths, String others, String large) {
        String exact = "(" + orNone(billionths) + " + coalesce(" + others + ", 0))";
        return "case when " + large + " is not null then (" + exact + "::double + " + large + ")::variant"
                + " when " + billionths + " is not null or " + others + " is not null"
                + " then " + exact + "::decimal(38, 18)::variant else null::variant end";
    }

    private static String orNone(String billionths) {
        return "coalesce(" + billionths + "::decimal(29, 0) * 0.000000001::decimal(9, 9), 0)::decimal(38, 18)";
    }

    /// `{0}` is the billionths of numbers that all have them.
    static final String OF_BILLIONTHS = ofBillionths(TOTAL);

    static final String MEAN_OF_BILLIONTHS = meanOfBillionths(TOTAL, "count({0}){w}");

    /// Of what files contribute: `{0}` is the sum of a file's billionths, `{1}` how many these are.
    static final String OF_BILLIONTHS_OF_FILES = ofBillionths("sum({0})");

    static final String MEAN_OF_BILLIONTHS_OF_FILES = meanOfBillionths("sum({0})", "sum({1})");

    private static String ofBillionths(String sum) {
        return "(" + sum + "::decimal(29, 0) * 0.000000001::decimal(9, 9))::decimal(38, 18)::variant";
    }

    private static String meanOfBillionths(String sum, String count) {
        return "(" + sum + "::decimal(29, 0) * 0.000000001::decimal(9, 9))::decimal(38, 18)::double / nullif(" + count
                + ", 0)";
    }

    /// How many of what a number has beyond its nearest billionth make 1: at most a thousandth of a
    /// billionth of a billionth is lost of it.
    private static final String BEYOND = "1e24";

    /// Of numbers that have no nearest billionths: `{0}` is the number, `{1}` those.
    static final String WITHOUT_NEAREST =
            "sum(case when {1} is null and {0} is not null then case when isfinite({0}) then {0} else 0 end end){w}";

    /// `{0}` is the number, `{1}` its nearest billionths, `{2}` what it has beyond. Both are whole numbers, so the mean
    /// depends on no order. What billionths say counts as exactly that, other numbers to within half a unit of a
    /// double's last digit.
    static final String MEAN = mean("count({0}){w}", BILLIONTHS_SUM, "sum({2}){w}", WITHOUT_NEAREST);

    /// Of what files contribute: how many, [#TOTAL] of the nearest billionths and of what is beyond, and
    /// [#WITHOUT_NEAREST].
    static final String MEAN_OF_FILES = mean("sum({0})", "sum({1})", "sum({2})", "sum({3})");

    private static String mean(String count, String nearest, String beyond, String others) {
        return "case when " + count + " > 0 then ((" + orNone(nearest) + " + coalesce(" + beyond + "::double / "
                + BEYOND + ", 0)::decimal(38, 18))::double + coalesce(" + others + ", 0)) / " + count + " end";
    }

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
