package ai.genops.pipeline.processor.budget;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;

/// Cuts time into windows, each beginning where the one before ends.
public sealed interface Windows {
    /// The window that a time is in, in milliseconds since 1970.
    Window at(long millis);

    /// Windows of one length; one of them begins with 1970, UTC.
    record Every(long millis) implements Windows {
        @Override
        public Window at(long time) {
            long start = Math.floorDiv(time, millis) * millis;
            return new Window(start, start + millis);
        }
    }

    /// Days, weeks or months of a place: with summer time, some are an hour longer or shorter.
    record Calendar(Unit unit, ZoneId zone) implements Windows {
        @Override
        public Window at(long time) {
            LocalDate day = Instant.ofEpochMilli(time).atZone(zone).toLocalDate();
            LocalDate first = unit.first(day);
            return new Window(millis(first), millis(unit.next(first)));
        }

        private long millis(LocalDate day) {
            return day.atStartOfDay(zone).toInstant().toEpochMilli();
        }
    }

    /// Of a calendar.
    enum Unit {
        DAY,
        /// From Monday, as ISO 8601 has it.
        WEEK,
        MONTH;

        LocalDate first(LocalDate day) {
            return switch (this) {
                case DAY -> day;
                case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
                case MONTH -> day.withDayOfMonth(1);
            };
        }

        LocalDate next(LocalDate first) {
            return switch (this) {
                case DAY -> first.plusDays(1);
                case WEEK -> first.plusWeeks(1);
                case MONTH -> first.plusMonths(1);
            };
        }
    }
}
