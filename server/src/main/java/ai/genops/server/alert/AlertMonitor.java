package ai.genops.server.alert;

import ai.genops.pipeline.config.Section;
import ai.genops.search.Result;
import ai.genops.search.report.Message;
import ai.genops.search.report.SearchException;
import ai.genops.server.alert.AlertDefinition.Over;
import ai.genops.server.alert.AlertReport.Last;
import ai.genops.server.alert.AlertReport.Trial;
import ai.genops.server.notice.DurableFile;
import ai.genops.server.notice.NoticeEvent;
import ai.genops.server.notice.Outbox;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks at the alerts: runs the searches that are due, one at a time, and tells what has changed. A search
/// that fails is shown with its alert and stops no other. What is told survives a restart ([AlertStateFile]); a
/// state that cannot be written is written at a later look, and notices leave anyway.
public final class AlertMonitor implements Alerts, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AlertMonitor.class);

    private final AlertPlan plan;
    private final Surroundings around;
    private final AlertStateFile file;
    private final Map<String, Watcher> watchers = new LinkedHashMap<>();
    private final Silences silences = new Silences();
    private final Outbox outbox;
    private final Told told;
    private final String instance;
    private final Object trials = new Object(); // one at a time, beside the alerts' own
    private boolean unsaved;
    private boolean warned;
    private volatile boolean stopping;
    private volatile AlertReport report;

    /// What alerts work with.
    ///
    /// @param name of the server, in notices
    public record Surroundings(
            Searcher searcher, Arrivals arrivals, Journal journal, InstantSource clock, Path dataFolder, String name) {}

    /// Starts to watch; the first look is the caller's to order.
    ///
    /// @param fresh names a data folder that has no name yet
    public AlertMonitor(AlertPlan plan, Surroundings around, String fresh) {
        this.plan = plan;
        this.around = around;
        long now = around.clock().millis();
        file = AlertStateFile.in(around.dataFolder());
        plan.alerts().forEach(alert -> watchers.put(alert.id(), new Watcher(alert, now)));
        Section section = read();
        List<Section> gone = new ArrayList<>();
        AlertStateFile.Kept kept = section == null ? null : restore(section, gone);
        if (kept == null) {
            kept = AlertStateFile.Kept.fresh(fresh);
            gone.clear();
            plan.alerts().forEach(alert -> watchers.put(alert.id(), new Watcher(alert, now)));
        }
        instance = kept.instance();
        kept.silences().forEach(silences::set);
        List<Alarm> forgotten = gone.stream()
                .flatMap(alert -> alert.sections("alarms").stream())
                .map(Alarm::read)
                .toList();
        List<Alarm> all = new ArrayList<>(forgotten);
        watchers.values().forEach(watcher -> all.addAll(watcher.alarms()));
        outbox = Outbox.start(
                plan.recipients(),
                kept.next(),
                all.stream().flatMap(alarm -> Stream.ofNullable(alarm.notice)).toList(),
                kept.pending(),
                new NoticeEvent("genops.alert", around.name(), instance),
                around.clock(),
                around.dataFolder().resolve("alerts"));
        told = new Told(plan, outbox, kept, around.clock());
        forgotten.forEach(told::withdrawn);
        unsaved = true;
        report = Reports.of(now, watchers.values(), silences, plan, told);
    }

    @Override
    public AlertReport report() {
        return report;
    }

    @Override
    public @Nullable Instant silence(String id, Duration time, String who) {
        Watcher watcher = watchers.get(id);
        if (watcher == null) {
            return null;
        }
        Instant end = around.clock().instant().plus(time);
        silences.set(id, end.toEpochMilli());
        synchronized (this) {
            told.silenced(watcher, end, time.isZero(), who);
            unsaved = true;
            save();
            report = Reports.of(around.clock().millis(), watchers.values(), silences, plan, told);
        }
        return end;
    }

    @Override
    public @Nullable Trial trial(String id) {
        Watcher watcher = watchers.get(id);
        if (watcher == null) {
            return null;
        }
        AlertDefinition alert = watcher.alert;
        String earliest = alert.query().earliest();
        var whole = Watcher.request(alert, alert.query().spl(), earliest.isEmpty() ? "-24h" : earliest);
        Result result;
        synchronized (trials) {
            result = around.searcher().run(whole, around.clock().instant());
        }
        Findings findings = Findings.of(alert, result, Set.of());
        List<AlertReport.Firing> firing = new ArrayList<>();
        for (Finding finding : findings.found()) {
            Alarm alarm = new Alarm(finding.key());
            Watcher.take(alarm, finding, alert, around.clock().millis());
            firing.add(Reports.firing(alarm));
        }
        List<String> remarks =
                new ArrayList<>(result.messages().stream().map(Message::text).toList());
        if (!findings.remark().isEmpty()) {
            remarks.add(findings.remark());
        }
        return new Trial(findings.rows(), result.took().toMillis(), firing, remarks);
    }

    /// One look.
    public synchronized void look() {
        long now = around.clock().millis();
        for (Watcher watcher : watchers.values()) {
            for (Instant asOf : watcher.due(now, around.arrivals())) {
                if (!stopping) {
                    search(watcher, asOf);
                }
            }
            boolean byTime = watcher.alert.query().over() == Over.NEW;
            settle(watcher, around.clock().millis(), byTime);
        }
        unsaved |= told.takeChanged();
        save();
        boolean written = told.append(around.journal());
        unsaved |= written;
        unsaved |= outbox.pump();
        save();
        report = Reports.of(around.clock().millis(), watchers.values(), silences, plan, told);
    }

    private void search(Watcher watcher, Instant asOf) {
        long started = around.clock().millis();
        long position = around.arrivals().position();
        long completeUntil = around.arrivals().completeUntil();
        long rows = 0;
        boolean searched = false;
        try {
            Result result = around.searcher().run(watcher.request(), asOf);
            Findings findings = Findings.of(watcher.alert, result, watcher.seen());
            rows = findings.rows();
            watcher.take(findings, asOf.toEpochMilli(), completeUntil);
            searched = true;
        } catch (RuntimeException | StackOverflowError e) {
            if (stopping) {
                return; // it is made again after the next start
            }
            String why = e instanceof SearchException wrong ? wrong.report() : e.getMessage();
            fail(watcher, why == null ? e.toString() : why);
        }
        long took = around.clock().millis() - started;
        watcher.ran(asOf, new Last(started, asOf.toEpochMilli(), rows, took), position);
        unsaved = true;
        if (searched) {
            settle(watcher, asOf.toEpochMilli(), watcher.knowsAbsence());
        }
    }

    private void fail(Watcher watcher, String why) {
        boolean news = !watcher.failed || !watcher.error.equals(why);
        watcher.fail(why);
        if (news) {
            LOG.warn("the search of alert `{}` failed: {}", watcher.alert.id(), why);
            told.failed(watcher, why);
        }
    }

    /// Tells what is to be told at a time.
    ///
    /// @param absent whether what was not found is not there
    private void settle(Watcher watcher, long time, boolean absent) {
        AlertDefinition.Throttle throttle = watcher.alert.throttle();
        boolean silent = silences.until(watcher.alert.id(), around.clock().millis()) > 0;
        for (Alarm alarm : watcher.alarms()) {
            if (absent && alarm.isOver(time, throttle.resolveAfter())) {
                told.resolved(watcher, alarm);
            } else if (!silent && alarm.isToBeTold(time, throttle.period())) {
                told.firing(watcher, alarm, time);
            } else if (alarm.unlogged) {
                told.notTold(watcher, alarm);
            }
        }
        watcher.forget(time);
    }

    private @Nullable Section read() {
        try {
            return file.read();
        } catch (IOException e) {
            LOG.warn("{} cannot be read, so alerts that fire may be told again: {}", file.path(), e.toString());
            return null;
        }
    }

    /// @param gone gets the alerts that are not configured any more
    private AlertStateFile.@Nullable Kept restore(Section section, List<Section> gone) {
        try {
            AlertStateFile.Kept kept = AlertStateFile.kept(section);
            for (Section alert : section.sections("alerts")) {
                Watcher watcher = watchers.get(alert.text("id"));
                if (watcher == null) {
                    gone.add(alert);
                } else {
                    watcher.restore(alert);
                }
            }
            if (!section.problems().hasErrors()) {
                return kept;
            }
        } catch (NumberFormatException | IndexOutOfBoundsException _) {
            // Not what was written here.
        }
        LOG.warn("{} is damaged, so alerts that fire may be told again", file.path());
        return null;
    }

    private void save() {
        if (!unsaved) {
            return;
        }
        try {
            file.write(told.kept(instance, silences.all()), watchers.values());
            unsaved = false;
            warned = false;
        } catch (IOException e) {
            if (!warned) {
                LOG.warn("{} cannot be written; trying again at every look: {}", file.path(), DurableFile.why(e));
            }
            warned = true;
        }
    }

    /// Begins no search any more, and forgets the one under way if it now fails. Safe for concurrent use.
    public void stop() {
        stopping = true;
    }

    /// Gives notices under way a few seconds; what has not arrived is sent after the next start.
    @Override
    public synchronized void close() {
        outbox.pump();
        outbox.close();
        unsaved |= outbox.pump();
        save();
    }
}
