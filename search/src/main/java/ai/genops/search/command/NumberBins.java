package ai.genops.search.command;

import static ai.genops.search.plan.Expr.call;

import ai.genops.search.plan.Coerce;
import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Expr.Num;
import ai.genops.search.plan.Expr.Text;
import ai.genops.search.plan.Op;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.Type;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Cuts numbers into ranges: of a width (`span=100`), by powers (`span=2log10`), or of the least power of
/// ten that gives no more than `bins` of them. Splunk, Search Reference, `bin`; Search Manual, "Search
/// using time bins and spans".
record NumberBins(BinOptions options, String field, int at) {
    private static final Pattern POWERS = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)?log(\\d{1,9}(?:\\.\\d{1,9})?)?");
    private static final String EXAMPLE = "Examples: span=5m, span=1d, span=100, span=2log10, bins=10.";
    /// A power of a base is not below itself because a logarithm was rounded.
    private static final double ROUNDING = 1e-9;

    Expr bin(Expr number, Relation input, Planning planning) {
        String span = options.span();
        if (span == null) {
            return ofWidth(number, width(number, input, planning));
        }
        Matcher powers = POWERS.matcher(span);
        if (powers.matches()) {
            return ofPowers(number, powers, planning);
        }
        return ofWidth(number, positive(span, planning));
    }

    /// The width that is asked for, or fits numbers from one to another.
    double width(double first, double last, Planning planning) {
        return options.span() == null ? fitting(first, last, planning) : positive(options.span(), planning);
    }

    private double positive(String written, Planning planning) {
        if (Coerce.number(new Text(written)) instanceof Num(double width) && width > 0) {
            return width;
        }
        throw planning.error(at, "a span greater than 0 expected for the numbers of `%s`".formatted(field), EXAMPLE);
    }

    private static Expr ofWidth(Expr number, double width) {
        Expr index = call(Op.FLOOR, Type.NUMBER, call(Op.DIVIDE, Type.NUMBER, number, new Num(width)));
        int digits = Math.max(BigDecimal.valueOf(width).stripTrailingZeros().scale(), 0);
        Expr start = rounded(call(Op.MULTIPLY, Type.NUMBER, index, new Num(width)), digits);
        return range(start, rounded(call(Op.ADD, Type.NUMBER, start, new Num(width)), digits));
    }

    /// No digits that a fraction of two in place of one of ten brings along.
    private static Expr rounded(Expr number, int digits) {
        return digits == 0 ? number : call(Op.ROUND, Type.NUMBER, number, new Num(digits));
    }

    private Expr ofPowers(Expr number, Matcher powers, Planning planning) {
        double coefficient = powers.group(1) == null ? 1 : Double.parseDouble(powers.group(1));
        double base = powers.group(2) == null ? 10 : Double.parseDouble(powers.group(2));
        if (base <= 1 || coefficient < 1 || coefficient >= base) {
            throw planning.error(
                    at,
                    "of `span=%s` the base must be above 1, the number before it from 1 up to the base"
                            .formatted(options.span()),
                    "Example: span=2log10");
        }
        Expr ratio = call(Op.DIVIDE, Type.NUMBER, number, new Num(coefficient));
        Expr power = call(Op.DIVIDE, Type.NUMBER, call(Op.LN, Type.NUMBER, ratio), new Num(Math.log(base)));
        Expr index = call(Op.FLOOR, Type.NUMBER, call(Op.ADD, Type.NUMBER, power, new Num(ROUNDING)));
        Expr after = call(Op.ADD, Type.NUMBER, index, new Num(1));
        return range(scaled(coefficient, base, index), scaled(coefficient, base, after));
    }

    private static Expr scaled(double coefficient, double base, Expr power) {
        Expr value =
                call(Op.MULTIPLY, Type.NUMBER, new Num(coefficient), call(Op.POW, Type.NUMBER, new Num(base), power));
        return call(Op.ROUND, Type.NUMBER, value, new Num(9));
    }

    private static Expr range(Expr start, Expr end) {
        Expr from = call(Op.CONCAT, Type.TEXT, Coerce.text(start), new Text("-"));
        return call(Op.CONCAT, Type.TEXT, from, Coerce.text(end));
    }

    /// The least power of ten, not below `minspan`, with which all numbers, and what `start` and `end` add, are in no
    /// more bins than wanted.
    private double width(Expr number, Relation input, Planning planning) {
        Extremes all = Extremes.of(number, input, planning);
        Double first = all.least();
        Double last = all.greatest();
        return first == null || last == null ? Math.max(1, least(planning)) : fitting(first, last, planning);
    }

    private double least(Planning planning) {
        return options.least() == null ? 0 : positive(options.least(), planning);
    }

    private double fitting(double first, double last, Planning planning) {
        double least = least(planning);
        double from = Double.isNaN(options.start()) ? first : Math.min(first, options.start());
        double to = Double.isNaN(options.end()) ? last : Math.max(last, options.end());
        return from == to ? Math.max(1, least) : width(BigDecimal.valueOf(from), BigDecimal.valueOf(to), least);
    }

    private double width(BigDecimal from, BigDecimal to, double least) {
        int power = (int) Math.floor(Math.log10(to.subtract(from).doubleValue() / options.bins()));
        BigDecimal width = BigDecimal.ONE.scaleByPowerOfTen(power);
        while (count(from, to, width) > options.bins() || width.doubleValue() < least) {
            width = width.scaleByPowerOfTen(1);
            if (width.doubleValue() >= least
                    && from.signum() < 0
                    && to.signum() >= 0
                    && width.compareTo(to.subtract(from)) > 0) {
                break; // Zero cuts them, however wide the ranges are.
            }
        }
        return width.doubleValue();
    }

    private static double count(BigDecimal from, BigDecimal to, BigDecimal width) {
        return to.divide(width, 0, RoundingMode.FLOOR)
                .subtract(from.divide(width, 0, RoundingMode.FLOOR))
                .add(BigDecimal.ONE)
                .doubleValue();
    }
}
