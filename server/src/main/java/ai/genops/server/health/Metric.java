package ai.genops.server.health;

import static ai.genops.server.health.Scope.DESTINATION;
import static ai.genops.server.health.Scope.SERVER;
import static ai.genops.server.health.Scope.SOURCE;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a rule may ask for, under its name in lower case. `window` is the time it is taken over: empty for what
/// holds at the moment. What is not known yet has no value, and a rule that names it keeps its state.
public enum Metric {
    CPU_UTILIZATION(SERVER, Unit.PERCENT, "1 minute", "mean use of all processors of the machine"),
    MEMORY_UTILIZATION(SERVER, Unit.PERCENT, "", "heap in use after the last collection, of the largest it may have"),
    DISK_FREE(SERVER, Unit.PERCENT, "", "free, of the disk that has the data folder"),
    DISK_FREE_BYTES(SERVER, Unit.BYTES, "", "the same in bytes"),
    BUFFER_UTILIZATION(
            SERVER, Unit.PERCENT, "", "what waits in the log for the destination furthest behind, of its limit"),
    LOG_STATUS(SERVER, Unit.STATE, "", "`ok`, or `refusing`: new records are not taken, since it is full or fails"),
    LOG_FAILURES(SERVER, Unit.COUNT, "10 minutes", "appends that failed on the disk"),
    CORRUPT_FRAMES(SERVER, Unit.COUNT, "10 minutes", "damaged places met in the log"),
    TORN_BYTES(SERVER, Unit.COUNT, "10 minutes", "unfinished bytes dropped from the log's end at the start"),
    RECORDS_LOST(SERVER, Unit.COUNT, "10 minutes", "records of the log that were missing or could not be decoded"),
    FAULTS(SERVER, Unit.COUNT, "10 minutes", "events on which the server itself failed"),
    PIPELINE_LAG(SERVER, Unit.SECONDS, "", "age of the oldest record that the pipelines have not taken"),
    ERROR_RATE(SERVER, Unit.PERCENT, "5 minutes", "requests refused by the sources, of all; from 10 requests on"),
    THROUGHPUT(SERVER, Unit.PER_SECOND, "1 minute", "events accepted"),
    CLOCK_JUMP(SERVER, Unit.SECONDS, "10 minutes", "largest step of the clock against the time that had passed"),

    SOURCE_STATUS(
            SOURCE, Unit.STATE, "", "`up`, or `down`: it does not answer, or is silent for too long after traffic"),
    SOURCE_SILENCE(SOURCE, Unit.SECONDS, "", "since the last accepted request; unknown before the first"),
    SOURCE_ERROR_RATE(SOURCE, Unit.PERCENT, "5 minutes", "requests it refused, of all; from 10 requests on"),
    SOURCE_THROUGHPUT(SOURCE, Unit.PER_SECOND, "1 minute", "events it accepted"),

    DESTINATION_STATUS(DESTINATION, Unit.STATE, "", "`up`, `retrying` or `down`; unknown before its first attempt"),
    DESTINATION_LAG(DESTINATION, Unit.SECONDS, "", "age of the oldest record it has not delivered"),
    DESTINATION_LAG_RECORDS(DESTINATION, Unit.COUNT, "", "records of the log it has not delivered"),
    DESTINATION_BUFFER_UTILIZATION(DESTINATION, Unit.PERCENT, "", "what waits for it in the log, of its limit"),
    DELIVERY_FAILURES(DESTINATION, Unit.COUNT, "5 minutes", "attempts that failed"),
    DELIVERY_ERROR_RATE(DESTINATION, Unit.PERCENT, "5 minutes", "attempts that failed, of all"),
    DEAD_LETTERS(DESTINATION, Unit.COUNT, "10 minutes", "events refused for good"),
    DEAD_LETTERS_LOST(DESTINATION, Unit.COUNT, "10 minutes", "dead letters given up because there were too many"),
    EVENTS_DROPPED(DESTINATION, Unit.COUNT, "10 minutes", "records of the log given up before it had them");

    private final Scope scope;
    private final Unit unit;
    private final String window;
    private final String meaning;

    Metric(Scope scope, Unit unit, String window, String meaning) {
        this.scope = scope;
        this.unit = unit;
        this.window = window;
        this.meaning = meaning;
    }

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public Scope scope() {
        return scope;
    }

    public Unit unit() {
        return unit;
    }

    public String window() {
        return window;
    }

    public String meaning() {
        return meaning;
    }

    /// The metric of a name; null if there is none.
    static @Nullable Metric find(String name) {
        return Arrays.stream(values())
                .filter(metric -> metric.label().equals(name))
                .findFirst()
                .orElse(null);
    }

    static List<String> names() {
        return Arrays.stream(values()).map(Metric::label).toList();
    }
}
