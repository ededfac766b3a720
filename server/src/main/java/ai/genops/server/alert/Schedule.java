package ai.genops.server.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// When an alert's search runs.
public sealed interface Schedule {
    /// As the configuration says it.
    String text();

    /// At fixed times.
    sealed interface Timed extends Schedule {
        /// The first time after another.
        Instant next(Instant after);

        /// The latest times after one, up to another, in their order; how many came before them.
        default Due due(Instant after, Instant now, int most) {
            Deque<Instant> latest = new ArrayDeque<>();
            long earlier = 0;
            for (Instant time = next(after); !time.isAfter(now); time = next(time)) {
                latest.addLast(time);
                if (latest.size() > most) {
                    latest.removeFirst();
                    earlier++;
                }
            }
            return new Due(List.copyOf(latest), earlier);
        }
    }

    /// Times that have come.
    ///
    /// @param earlier how many more there were before
    record Due(List<Instant> times, long earlier) {}

    /// At the multiples of a period since 1970, UTC: each hour on the hour, each day at midnight.
    record Every(Duration period, String text) implements Timed {
        @Override
        public Instant next(Instant after) {
            long step = period.toMillis();
            return Instant.ofEpochMilli((Math.floorDiv(after.toEpochMilli(), step) + 1) * step);
        }

        @Override
        public Due due(Instant after, Instant now, int most) {
            long step = period.toMillis();
            long first = Math.floorDiv(after.toEpochMilli(), step) + 1;
            long last = Math.floorDiv(now.toEpochMilli(), step);
            long from = Math.max(first, last - most + 1);
            List<Instant> times = java.util.stream.LongStream.rangeClosed(from, last)
                    .mapToObj(n -> Instant.ofEpochMilli(n * step))
                    .toList();
            return new Due(times, Math.max(0, from - first));
        }
    }

    /// At the times that a crontab's fields say.
    record Cron(CronTimes times, String text) implements Timed {
        @Override
        public Instant next(Instant after) {
            return times.next(after);
        }
    }

    /// After something has arrived, and not sooner than `pause` after the last time.
    record OnArrival(Duration pause, String text) implements Schedule {}
}
