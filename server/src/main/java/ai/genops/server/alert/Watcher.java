package ai.genops.server.alert;

import ai.genops.event.JsonBuffer;
import ai.genops.pipeline.config.Section;
import ai.genops.search.SearchRequest;
import ai.genops.server.alert.AlertDefinition.Missed;
import ai.genops.server.alert.AlertDefinition.Over;
import ai.genops.server.alert.AlertReport.Last;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// One alert with its state: when its search is due, and what it has found. One thread at a time.
final class Watcher {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration AGAIN = Duration.ofMinutes(1);
    private static final int MOST_MISSED = 24;
    private static final int MOST_VALUE = 2000;

    /// What arrived is looked for again for so long: clocks of appends are not read in the order of appends.
    private static final Duration OVERLAP = Duration.ofSeconds(5);

    /// A search on arrival takes at most this part of the time.
    private static final int REST = 20;

    final AlertDefinition alert;
    private final Map<String, Alarm> alarms = new LinkedHashMap<>();
    private long lastDue;
    private long arrivedUntil;
    private Set<String> seen = Set.of();
    private long position = Long.MIN_VALUE;
    String error = "";
    boolean failed;
    Last last = Last.NONE;
    long runs;
    long failures;
    long skipped;
    long fired;
    long resolved;
    long notices;
    long throttled;

    /// @param now from when on it watches
    Watcher(AlertDefinition alert, long now) {
        this.alert = alert;
        lastDue = now;
        arrivedUntil = now;
    }

    Collection<Alarm> alarms() {
        return alarms.values();
    }

    boolean isFiring() {
        return alarms.values().stream().anyMatch(alarm -> alarm.open);
    }

    /// The times that its search is due of.
    List<Instant> due(long now, Arrivals arrivals) {
        return switch (alert.schedule()) {
            case Schedule.Timed timed -> times(timed, now, arrivals.completeUntil());
            case Schedule.OnArrival arrival ->
                isDue(arrival, now, arrivals.position()) ? List.of(Instant.ofEpochMilli(now)) : List.of();
        };
    }

    /// What was acknowledged before such a time is waited for, for a while.
    private List<Instant> times(Schedule.Timed timed, long now, long completeUntil) {
        long known = Math.max(completeUntil, now - PATIENCE.toMillis());
        int most = alert.missed() == Missed.ALL ? MOST_MISSED : 1;
        var due = timed.due(Instant.ofEpochMilli(lastDue), Instant.ofEpochMilli(Math.min(now, known)), most);
        skipped += due.earlier();
        return due.times();
    }

    private boolean isDue(Schedule.OnArrival arrival, long now, long nowAt) {
        long pause = Math.max(arrival.pause().toMillis(), REST * last.tookMillis());
        boolean again = (isFiring() || failed) && now - last.millis() >= AGAIN.toMillis();
        return now - last.millis() >= pause && (nowAt != position || again);
    }

    /// When its search is due next; 0 if it waits for something to arrive.
    long next() {
        return alert.schedule() instanceof Schedule.Timed timed
                ? timed.next(Instant.ofEpochMilli(lastDue)).toEpochMilli()
                : 0;
    }

    /// The search, as it is to be made now.
    SearchRequest request() {
        var query = alert.query();
        String spl = query.spl();
        if (query.over() == Over.NEW) {
            long from = arrivedUntil - OVERLAP.toMillis();
            String start = spl.strip().startsWith("search ") ? spl.strip().substring("search ".length()) : spl;
            spl = "search _indextime>=%d.%03d %s".formatted(from / 1000, from % 1000, start);
        }
        return request(alert, spl, query.earliest());
    }

    static SearchRequest request(AlertDefinition alert, String spl, String earliest) {
        String latest = alert.query().latest();
        return new SearchRequest(
                spl,
                earliest.isEmpty() ? null : earliest,
                latest.isEmpty() ? null : latest,
                Findings.MOST_ROWS,
                alert.query().timeout());
    }

    /// Rows that were counted already.
    Set<String> seen() {
        return seen;
    }

    /// A search has ended, well or not: the next is due at the next time.
    void ran(Instant asOf, Last run, long atPosition) {
        lastDue = asOf.toEpochMilli();
        position = atPosition;
        last = run;
        runs++;
    }

    /// Takes what a search has found.
    ///
    /// @param completeUntil as it was before the search
    void take(Findings findings, long asOf, long completeUntil) {
        error = findings.remark();
        failed = false;
        for (Finding finding : findings.found()) {
            Alarm alarm = alarms.computeIfAbsent(finding.key(), Alarm::new);
            fired += alarm.open ? 0 : 1;
            take(alarm, finding, alert, asOf);
        }
        if (alert.query().over() == Over.NEW) {
            arrivedUntil = Math.max(arrivedUntil, completeUntil);
            seen = findings.prints();
        }
    }

    static void take(Alarm alarm, Finding finding, AlertDefinition alert, long asOf) {
        String value = alert.message().isEmpty() ? finding.whole() : finding.fill(alert.message(), alert.title());
        alarm.take(finding, Severities.known(finding.fill(alert.severity(), "")), cut(value.strip()), asOf);
    }

    /// Whether what was not found is known to be not there: at this moment, or with the last search.
    boolean knowsAbsence() {
        return alert.query().over() == Over.NEW || (!failed && error.isEmpty());
    }

    void fail(String why) {
        error = why;
        failed = true;
        failures++;
    }

    /// Of those that are over, what is not needed any more.
    void forget(long time) {
        alarms.values()
                .removeIf(alarm -> alarm.isForgotten(time, alert.throttle().period()));
    }

    private static String cut(String text) {
        return text.length() <= MOST_VALUE ? text : text.substring(0, MOST_VALUE - 3) + "...";
    }

    void write(JsonBuffer out) {
        out.ascii("{\"id\":").text(alert.id()).ascii(",\"last_due\":").number(lastDue);
        out.ascii(",\"arrived_until\":").number(arrivedUntil);
        out.ascii(",\"failed\":").bool(failed).ascii(",\"error\":").text(error);
        out.ascii(",\"last\":[").number(last.millis()).raw(',').number(last.asOf());
        out.raw(',').number(last.rows()).raw(',').number(last.tookMillis());
        out.ascii("],\"seen\":").value(List.copyOf(seen)).ascii(",\"alarms\":[");
        String comma = "\n";
        for (Alarm alarm : alarms.values()) {
            alarm.write(out.ascii(comma));
            comma = ",\n";
        }
        out.ascii("]}");
    }

    /// Goes on where it was before a restart.
    void restore(Section section) {
        if (alert.missed() != Missed.SKIP) {
            lastDue = (long) section.number("last_due", 0);
        }
        arrivedUntil = (long) section.number("arrived_until", 0);
        failed = section.flag("failed", false);
        error = section.text("error", "");
        List<Long> figures = section.texts("last").stream().map(Long::valueOf).toList();
        last = new Last(figures.get(0), figures.get(1), figures.get(2), figures.get(3));
        seen = Set.copyOf(section.texts("seen"));
        for (Section alarm : section.sections("alarms")) {
            Alarm restored = Alarm.read(alarm);
            alarms.put(restored.key, restored);
        }
    }
}
