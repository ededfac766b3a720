package ai.genops.demo;

import java.time.Duration;
import java.time.Instant;

/// One passage of the hour: lap 0 is the history, live traffic follows from lap 1.
///
/// @param begin when the hour's first call starts
/// @param speed how many times faster everything happens than in the recorded hour
record Lap(int number, Instant begin, double speed) {
    static Lap history(Instant begin) {
        return new Lap(0, begin, 1);
    }

    boolean isHistory() {
        return number == 0;
    }

    /// When something happens in this lap that happened `offset` into the hour.
    Instant at(Duration offset) {
        return begin.plusNanos(scaled(offset));
    }

    /// The next lap, which begins when an hour of this length is over.
    Lap next(Duration length) {
        return new Lap(number + 1, at(length), speed);
    }

    private long scaled(Duration offset) {
        return speed == 1 ? offset.toNanos() : (long) (offset.toNanos() / speed);
    }
}
