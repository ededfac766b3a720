package ai.genops.expression;

import ai.genops.event.Numbers;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/// Numbers as text in a form that is asked for (ECMA-262, 21.1.3). Rounding looks at the exact value of the double:
/// 1.005 is a little less than it looks, so with two decimals it is 1.00.
final class NumberText {
    private static final String DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz";
    private static final long[] POWERS = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000};

    private NumberText() {}

    /// toFixed, `digits` from 0 to 100.
    static String fixed(double value, int digits) {
        if (!(Math.abs(value) < 1e21)) {
            return Numbers.text(value);
        }
        if (digits < POWERS.length && Math.abs(value) < 1e8) {
            double scaled = Math.abs(value) * POWERS[digits];
            long floor = (long) scaled;
            double fraction = scaled - floor;
            // Multiplying errs by far less than this, so further from one half the rounding is certain.
            if (scaled < 1e9 && Math.abs(fraction - 0.5) > 1e-6) {
                return fixed(value < 0, fraction < 0.5 ? floor : floor + 1, digits);
            }
        }
        String text = new BigDecimal(Math.abs(value))
                .setScale(digits, RoundingMode.HALF_UP)
                .toPlainString();
        return value < 0 ? "-" + text : text;
    }

    private static String fixed(boolean negative, long scaled, int digits) {
        String sign = negative ? "-" : "";
        if (digits == 0) {
            return sign + scaled;
        }
        String fraction = Long.toString(POWERS[digits] + scaled % POWERS[digits]);
        return sign + scaled / POWERS[digits] + "." + fraction.substring(1);
    }

    /// toPrecision, `digits` from 1 to 100.
    static String precision(double value, int digits) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return Numbers.text(value);
        }
        if (value == 0) {
            return digits == 1 ? "0" : "0." + "0".repeat(digits - 1);
        }
        BigDecimal rounded = new BigDecimal(Math.abs(value)).round(new MathContext(digits, RoundingMode.HALF_UP));
        int exponent = rounded.precision() - rounded.scale() - 1;
        String sign = value < 0 ? "-" : "";
        if (exponent < -6 || exponent >= digits) {
            return sign + scientific(rounded, exponent, digits - 1);
        }
        return sign
                + rounded.setScale(digits - 1 - exponent, RoundingMode.UNNECESSARY)
                        .toPlainString();
    }

    /// toExponential, `digits` from 0 to 100; -1: as many as needed.
    static String exponential(double value, int digits) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return Numbers.text(value);
        }
        String sign = value < 0 ? "-" : "";
        if (value == 0) {
            return sign + scientific(BigDecimal.ZERO, 0, Math.max(digits, 0));
        }
        BigDecimal exact = digits < 0
                ? new BigDecimal(Numbers.text(Math.abs(value))).stripTrailingZeros()
                : new BigDecimal(Math.abs(value)).round(new MathContext(digits + 1, RoundingMode.HALF_UP));
        int exponent = exact.precision() - exact.scale() - 1;
        return sign + scientific(exact, exponent, digits < 0 ? exact.precision() - 1 : digits);
    }

    private static String scientific(BigDecimal value, int exponent, int decimals) {
        String mantissa = value.scaleByPowerOfTen(-exponent)
                .setScale(decimals, RoundingMode.UNNECESSARY)
                .toPlainString();
        return mantissa + (exponent < 0 ? "e-" : "e+") + Math.abs(exponent);
    }

    /// toString(radix), `radix` from 2 to 36: after the point as many digits as tell the number from its neighbours.
    static String radix(double value, int radix) {
        if (radix == 10 || Double.isNaN(value) || Double.isInfinite(value)) {
            return Numbers.text(value);
        }
        double size = Math.abs(value);
        double whole = Math.floor(size);
        String text = whole < 0x1p63
                ? Long.toString((long) whole, radix)
                : new BigDecimal(whole).toBigInteger().toString(radix);
        String sign = value < 0 ? "-" : "";
        return size == whole ? sign + text : sign + text + "." + fraction(size, size - whole, radix);
    }

    /// Steele and White's digit generation with exact integers: `rest`/`unit` is what is left of the fraction,
    /// `low`/`unit` and `high`/`unit` are half the distances to the next smaller and larger double.
    private static String fraction(double size, double fraction, int radix) {
        boolean isPower = (Double.doubleToRawLongBits(size) & 0xFFFFFFFFFFFFFL) == 0;
        int ulpExponent = Math.max(Math.getExponent(size), Double.MIN_EXPONENT) - 52;
        int shift = 1 - ulpExponent + (isPower ? 1 : 0);
        BigInteger unit = BigInteger.ONE.shiftLeft(shift);
        BigInteger rest =
                new BigDecimal(fraction).multiply(new BigDecimal(unit)).toBigIntegerExact();
        BigInteger low = BigInteger.ONE;
        BigInteger high = isPower ? BigInteger.TWO : BigInteger.ONE;
        boolean even = (Double.doubleToRawLongBits(size) & 1) == 0;
        BigInteger base = BigInteger.valueOf(radix);
        var digits = new StringBuilder();
        while (true) {
            BigInteger[] next = rest.multiply(base).divideAndRemainder(unit);
            int digit = next[0].intValue();
            rest = next[1];
            low = low.multiply(base);
            high = high.multiply(base);
            int below = rest.compareTo(low);
            int above = rest.add(high).compareTo(unit);
            boolean downIsEnough = below < 0 || (below == 0 && even);
            boolean upIsEnough = above > 0 || (above == 0 && even);
            if (!downIsEnough && !upIsEnough) {
                digits.append(DIGITS.charAt(digit));
                continue;
            }
            boolean up = upIsEnough && (!downIsEnough || rest.shiftLeft(1).compareTo(unit) > 0);
            return digits.append(DIGITS.charAt(up ? digit + 1 : digit)).toString();
        }
    }
}
