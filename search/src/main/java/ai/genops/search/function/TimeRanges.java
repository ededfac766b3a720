package ai.genops.search.function;

import ai.genops.search.spl.TimeModifier;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The times of `mvrange(from, to, "7d")`, in seconds since 1970.
final class TimeRanges {
    /// As many as a range of numbers has at most.
    private static final int MOST = 10_000;

    private static final Pattern STEP = Pattern.compile("(0{0,8}[1-9]\\d{0,3}|)([A-Za-z]+)");
    private static final BigDecimal GREATEST = BigDecimal.valueOf(EngineFunctions.MOST_SECONDS);

    private TimeRanges() {}

    /// Whether the text is a number of units of time.
    static boolean isStep(String text) {
        return STEP.matcher(text).matches() && TimeModifier.apply("+" + text, Instant.EPOCH, ZoneId.of("UTC")) != null;
    }

    /// A JSON array of the times from one up to another, without it, each a whole number of steps behind the first: a
    /// month behind 31 January is the end of February, two months 31 March. Null if one of them is too far away.
    ///
    /// @param range two numbers of seconds, a space between
    /// @param zoneAndStep a step that [#isStep] behind a zone and a space
    static @Nullable String of(String range, String zoneAndStep) {
        int space = range.indexOf(' ');
        var first = new BigDecimal(range.substring(0, space));
        var end = new BigDecimal(range.substring(space + 1));
        if (first.abs().max(end.abs()).compareTo(GREATEST) > 0) {
            return null;
        }
        ZoneId zone = ZoneId.of(zoneAndStep.substring(0, zoneAndStep.indexOf(' ')));
        Matcher step = STEP.matcher(zoneAndStep.substring(zoneAndStep.indexOf(' ') + 1));
        int count = !step.matches() || step.group(1).isEmpty() ? 1 : Integer.parseInt(step.group(1));
        Instant start = Instant.EPOCH.plus(
                first.movePointRight(6).setScale(0, RoundingMode.FLOOR).longValueExact(), ChronoUnit.MICROS);
        var times = new StringJoiner(",", "[", "]");
        Instant time = start;
        for (int i = 1; i <= MOST && time != null && seconds(time).compareTo(end) < 0; i++) {
            times.add(seconds(time).toPlainString());
            time = TimeModifier.apply("+" + (long) i * count + step.group(2), start, zone);
        }
        return times.toString();
    }

    private static BigDecimal seconds(Instant time) {
        var seconds = BigDecimal.valueOf(ChronoUnit.MICROS.between(Instant.EPOCH, time), 6);
        return seconds.signum() == 0 ? BigDecimal.ZERO : seconds.stripTrailingZeros();
    }
}
