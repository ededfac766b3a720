package ai.genops.governance.budget;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;

/**
 * The time over which a budget counts. Amounts are charged to cells, each named by its first instant; the cells that count
 * follow from the time alone, so nothing is ever reset.
 */
public sealed interface Window {
    /** The cell of a charge at this time. */
    Instant cell(Instant at);

    /** The first cell that counts at this time; all from it on do. */
    Instant oldest(Instant at);

    /** When, after this time, the cells that count are others. {@link Instant#MAX}: never. */
    Instant next(Instant at);

    /** What alerts are given once for, named by its first instant. */
    Instant period(Instant at);

    /** Hours, days, weeks (from Monday), months, quarters or years of a time zone's calendar, its clock changes included. */
    record Calendar(Unit unit, ZoneId zone) implements Window {
        /** The length of a calendar's window. */
        public enum Unit {
            HOUR,
            DAY,
            WEEK,
            MONTH,
            QUARTER,
            YEAR
        }

        @Override
        public Instant cell(Instant at) {
            ZonedDateTime time = at.atZone(zone);
            return unit == Unit.HOUR
                    ? time.truncatedTo(ChronoUnit.HOURS).toInstant()
                    : firstDay(time.toLocalDate()).atStartOfDay(zone).toInstant();
        }

        @Override
        public Instant next(Instant at) {
            if (unit == Unit.HOUR) {
                return cell(at).plus(1, ChronoUnit.HOURS);
            }
            LocalDate first = firstDay(at.atZone(zone).toLocalDate());
            LocalDate following = switch (unit) {
                case HOUR, DAY -> first.plusDays(1);
                case WEEK -> first.plusWeeks(1);
                case MONTH -> first.plusMonths(1);
                case QUARTER -> first.plusMonths(3);
                case YEAR -> first.plusYears(1);
            };
            return following.atStartOfDay(zone).toInstant();
        }

        private LocalDate firstDay(LocalDate day) {
            return switch (unit) {
                case HOUR, DAY -> day;
                case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
                case MONTH -> day.withDayOfMonth(1);
                case QUARTER ->
                    day.withDayOfMonth(1)
                            .withMonth(day.getMonth().firstMonthOfQuarter().getValue());
                case YEAR -> day.withDayOfYear(1);
            };
        }

        @Override
        public Instant oldest(Instant at) {
            return cell(at);
        }

        @Override
        public Instant period(Instant at) {
            return cell(at);
        }
    }

    /**
     * The last {@code length}, counted in slices: a charge counts for at least the length and at most one slice more, so no
     * span of the length ever holds more than the cap.
     */
    record Rolling(Duration length, int slices) implements Window {
        private static final int DEFAULT_SLICES = 60;
        private static final int MAX_SLICES = 1_000;

        public Rolling {
            if (slices < 1 || slices > MAX_SLICES || length.toMillis() < slices || length.toMillis() % slices != 0) {
                throw new IllegalArgumentException(
                        "a rolling window needs 1 to %d slices of whole milliseconds, has %d of %s"
                                .formatted(MAX_SLICES, slices, length));
            }
        }

        /** In 60 slices. */
        public Rolling(Duration length) {
            this(length, DEFAULT_SLICES);
        }

        @Override
        public Instant cell(Instant at) {
            return floor(at, length.toMillis() / slices);
        }

        @Override
        public Instant oldest(Instant at) {
            return cell(at).minus(length);
        }

        @Override
        public Instant next(Instant at) {
            return cell(at).plusMillis(length.toMillis() / slices);
        }

        @Override
        public Instant period(Instant at) {
            return floor(at, length.toMillis());
        }

        private static Instant floor(Instant at, long millis) {
            return Instant.ofEpochMilli(Math.floorDiv(at.toEpochMilli(), millis) * millis);
        }
    }

    /** All time. */
    record Lifetime() implements Window {
        @Override
        public Instant cell(Instant at) {
            return Instant.EPOCH;
        }

        @Override
        public Instant oldest(Instant at) {
            return Instant.EPOCH;
        }

        @Override
        public Instant next(Instant at) {
            return Instant.MAX;
        }

        @Override
        public Instant period(Instant at) {
            return Instant.EPOCH;
        }
    }
}
