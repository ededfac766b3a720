package ai.genops.server.alert;

import ai.genops.server.notice.Notice;
import ai.genops.server.notice.Outbox;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What alerts say: notices to people, a history, and an event of each entry of it. One thread at a time.
final class Told {
    /// Entries of the history.
    static final int HISTORY = 200;
    /// Events that wait for the log; beyond, the oldest is given up.
    static final int MOST_EVENTS = 1000;

    private static final Logger LOG = LoggerFactory.getLogger(Told.class);

    private final AlertPlan plan;
    private final Outbox outbox;
    private final InstantSource clock;
    private final Deque<Happening> history;
    private final Deque<Happening> events;
    private long number;
    private long lostEvents;
    private boolean changed;

    Told(AlertPlan plan, Outbox outbox, AlertStateFile.Kept kept, InstantSource clock) {
        this.plan = plan;
        this.outbox = outbox;
        this.clock = clock;
        history = new ArrayDeque<>(kept.history());
        events = new ArrayDeque<>(kept.events());
        number = kept.number();
    }

    Outbox outbox() {
        return outbox;
    }

    /// The newest first.
    List<Happening> history() {
        return List.copyOf(history);
    }

    int waitingEvents() {
        return events.size();
    }

    long lostEvents() {
        return lostEvents;
    }

    boolean takeChanged() {
        boolean had = changed;
        changed = false;
        return had;
    }

    AlertStateFile.Kept kept(String instance, Map<String, Long> silences) {
        return new AlertStateFile.Kept(
                instance, outbox.next(), number, outbox.pending(), List.copyOf(events), List.copyOf(history), silences);
    }

    /// People are told that it fires, or goes on to.
    void firing(Watcher watcher, Alarm alarm, long time) {
        AlertDefinition alert = watcher.alert;
        List<String> to = plan.recipients().of(alert.actions());
        String more = alarm.untold > 1 ? " (and %,d more)".formatted(alarm.untold - 1) : "";
        Notice notice = new Notice(
                outbox.next(),
                false,
                "alert/" + alert.id() + (alarm.key.isEmpty() ? "" : "/" + alarm.key),
                title(alert, alarm),
                alarm.severity,
                alarm.key,
                alert.trigger().text(),
                alarm.value + more,
                alarm.since,
                clock.millis(),
                to);
        outbox.add(notice);
        watcher.notices++;
        alarm.notice = notice;
        alarm.told = time;
        alarm.untold = 0;
        alarm.unlogged = false;
        LOG.warn("alert fires: {}: {}", notice.title(), notice.value());
        happened(alert, alarm, "firing", notice.value(), to);
    }

    /// It began, or became worse, while nobody is told of it.
    void notTold(Watcher watcher, Alarm alarm) {
        watcher.throttled++;
        alarm.unlogged = false;
        happened(watcher.alert, alarm, "firing", alarm.value, List.of());
    }

    void resolved(Watcher watcher, Alarm alarm) {
        Notice notice = alarm.notice;
        List<String> to = notice == null ? List.of() : notice.to();
        if (notice != null) {
            outbox.add(notice.over(outbox.next(), alarm.value, clock.millis()));
            watcher.notices++;
        }
        LOG.warn("alert over: {}", title(watcher.alert, alarm));
        happened(watcher.alert, alarm, "resolved", alarm.value, to);
        watcher.resolved++;
        alarm.close();
    }

    /// Of an alert that is not configured any more.
    void withdrawn(Alarm alarm) {
        Notice notice = alarm.notice;
        if (notice != null) {
            outbox.add(notice.over(outbox.next(), "not configured any more", clock.millis()));
            changed = true;
            LOG.warn("alert over: {}: not configured any more", notice.title());
        }
    }

    void failed(Watcher watcher, String why) {
        happened(watcher.alert, new Alarm(""), "failed", why, List.of());
    }

    void silenced(Watcher watcher, Instant end, boolean over, String who) {
        String value = over ? "by " + who : "until " + end + " by " + who;
        happened(watcher.alert, new Alarm(""), over ? "heard" : "silenced", value, List.of());
    }

    private void happened(AlertDefinition alert, Alarm alarm, String what, String value, List<String> to) {
        var happening = new Happening(
                number++,
                clock.millis(),
                alert.id(),
                alert.title(),
                what,
                alarm.key,
                alarm.severity,
                alert.trigger().text(),
                value,
                alarm.since,
                to,
                alert.index());
        history.addFirst(happening);
        while (history.size() > HISTORY) {
            history.removeLast();
        }
        events.addLast(happening);
        while (events.size() > MOST_EVENTS) {
            events.removeFirst();
            lostEvents++;
        }
        changed = true;
    }

    /// Makes events of what happened; whether there are any.
    boolean append(Journal journal) {
        List<Happening> done = new ArrayList<>();
        for (Happening happening : events) {
            if (!journal.append(happening)) {
                break;
            }
            done.add(happening);
        }
        events.removeAll(done);
        return !done.isEmpty();
    }

    private static String title(AlertDefinition alert, Alarm alarm) {
        return alert.title() + (alarm.key.isEmpty() ? "" : " (" + alarm.key + ")");
    }
}
