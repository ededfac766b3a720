package ai.genops.server.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/// Numbers as people read them at a glance.
final class Figures {
    private static final String[] BYTES = {"B", "kB", "MB", "GB", "TB"};

    private Figures() {}

    /// In decimal units, three digits.
    static String bytes(long bytes) {
        double scaled = bytes;
        int unit = 0;
        while (scaled >= 999.5 && unit < BYTES.length - 1) {
            scaled /= 1000;
            unit++;
        }
        String digits = unit == 0 || scaled >= 99.95 ? "%.0f" : scaled >= 9.995 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, digits, scaled) + " " + BYTES[unit];
    }

    static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /// Per second.
    static String rate(double rate) {
        return String.format(Locale.ROOT, rate == 0 || rate >= 99.95 ? "%,.0f/s" : "%.1f/s", rate);
    }

    /// In cents, or, what is less than a dollar, in hundredths of them.
    static String dollars(double dollars) {
        return "$" + String.format(Locale.ROOT, dollars > 0 && dollars < 0.995 ? "%.4f" : "%,.2f", dollars);
    }

    /// In its two largest units; 0 is `0s`.
    static String duration(double seconds) {
        if (seconds > 0 && seconds < 10) {
            return String.format(Locale.ROOT, "%.1fs", seconds);
        }
        Duration duration = Duration.ofSeconds((long) seconds);
        if (duration.toDays() > 0) {
            return duration.toDays() + "d " + duration.toHoursPart() + "h";
        }
        if (duration.toHours() > 0) {
            return duration.toHours() + "h " + duration.toMinutesPart() + "m";
        }
        return duration.toMinutes() > 0
                ? duration.toMinutes() + "m " + duration.toSecondsPart() + "s"
                : duration.toSeconds() + "s";
    }

    /// How long before `now` a time in ISO 8601 was; empty if there is none.
    static String ago(String time, Instant now) {
        try {
            return time.isEmpty()
                    ? ""
                    : duration(Math.max(
                                    0,
                                    Duration.between(Instant.parse(time), now).toMillis() / 1000.0)) + " ago";
        } catch (DateTimeParseException e) {
            return time;
        }
    }

    /// At most so many characters, on one line.
    static String cut(String text, int most) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() <= most ? line : line.substring(0, Math.max(0, most - 1)) + "…";
    }
}
