package ai.genops.server.health;

import ai.genops.server.notice.DurableFile;
import ai.genops.server.notice.Notice;
import ai.genops.server.notice.NoticeEvent;
import ai.genops.server.notice.Outbox;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks at the counters, one look at a time, and tells what has changed. Nothing here needs the log or, to tell, the
/// disk: a state that cannot be written is written at a later look, and notices leave anyway.
public final class HealthMonitor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HealthMonitor.class);

    private final HealthPlan plan;
    private final Supplier<Sample> sampler;
    private final StateFile file;
    private final Measures measures;
    private final String instance;
    private final Outbox outbox;
    private final Map<String, Alarm> alarms = new LinkedHashMap<>();
    /// What has been told and is not over, by the alarm's key.
    private final Map<String, Notice> firing = new LinkedHashMap<>();
    private boolean unsaved;
    private boolean warned;
    private volatile HealthReport report;

    /// Starts to watch; the first look is the caller's to order.
    ///
    /// @param name of the server, in notices
    /// @param fresh names a data folder that has no name yet
    public static HealthMonitor start(
            HealthPlan plan, Sampler sampler, InstantSource clock, Path dataFolder, String name, String fresh) {
        return new HealthMonitor(plan, sampler::take, clock, dataFolder, name, fresh);
    }

    HealthMonitor(
            HealthPlan plan,
            Supplier<Sample> sampler,
            InstantSource clock,
            Path dataFolder,
            String name,
            String fresh) {
        this.plan = plan;
        this.sampler = sampler;
        file = StateFile.in(dataFolder);
        measures = new Measures(plan.settings().silentAfter());
        State state = load(fresh);
        instance = state.instance();
        state.firing().forEach(notice -> firing.put(notice.key(), notice));
        String server =
                plan.settings().name().isEmpty() ? name : plan.settings().name();
        outbox = Outbox.start(
                plan.recipients(),
                state.next(),
                state.firing(),
                state.pending(),
                new NoticeEvent("genops.health", server, instance),
                clock,
                dataFolder.resolve("health"));
        report = new HealthReport(clock.millis(), null, List.of(), List.of(), 0, 0);
    }

    /// How the server was at the last look. Safe for concurrent use, as nothing else here.
    public HealthReport report() {
        return report;
    }

    /// One look.
    public void look() {
        Sample sample = sampler.get();
        Values values = measures.take(sample);
        for (Rule rule : plan.rules().rules()) {
            for (String subject : values.subjects(rule.scope())) {
                look(alarm(rule, subject), values, sample);
            }
        }
        withdraw(sample.millis());
        save();
        unsaved |= outbox.pump();
        save();
        report = Reports.of(sample, values, plan, List.copyOf(alarms.values()), outbox);
    }

    private Alarm alarm(Rule rule, String subject) {
        Alarm fresh = new Alarm(rule, subject);
        return alarms.computeIfAbsent(fresh.key(), key -> {
            Notice told = firing.get(key);
            if (told != null) {
                fresh.restore(told.sinceMillis());
            }
            return fresh;
        });
    }

    private void look(Alarm alarm, Values values, Sample sample) {
        Alarm.State change = alarm.look(values, sample.nanos(), sample.millis());
        if (change == Alarm.State.FIRING) {
            Notice notice = notice(alarm, sample.millis());
            firing.put(alarm.key(), notice);
            tell(notice);
        } else if (change == Alarm.State.OK) {
            Notice told = firing.remove(alarm.key());
            if (told != null) {
                tell(told.over(outbox.next(), alarm.shown(), sample.millis()));
            }
        }
    }

    /// What fires and is asked no more, because its rule or its subject is not configured any more, is over.
    private void withdraw(long millis) {
        for (String key : List.copyOf(firing.keySet())) {
            Notice told = firing.get(key);
            if (!alarms.containsKey(key) && told != null) {
                firing.remove(key);
                tell(told.over(outbox.next(), "not configured any more", millis));
            }
        }
    }

    private Notice notice(Alarm alarm, long millis) {
        String subject = alarm.subject().isEmpty() ? "" : " (" + alarm.subject() + ")";
        return new Notice(
                outbox.next(),
                false,
                alarm.key(),
                alarm.rule().name() + subject,
                alarm.rule().severity(),
                alarm.subject(),
                alarm.rule().condition().written(),
                alarm.shown(),
                alarm.sinceMillis(),
                millis,
                plan.recipients().of(alarm.rule().notifies()));
    }

    private void tell(Notice notice) {
        outbox.add(notice);
        unsaved = true;
        LOG.warn("alert {}: {}: {}", notice.resolved() ? "over" : "fires", notice.title(), notice.value());
    }

    private State load(String fresh) {
        State state = null;
        try {
            state = file.read();
        } catch (IOException e) {
            LOG.warn("{} cannot be read, so alerts that fire may be told again: {}", file.file(), e.toString());
        }
        unsaved = state == null;
        return state != null ? state : new State(fresh, 0, List.of(), List.of());
    }

    private void save() {
        if (!unsaved) {
            return;
        }
        try {
            file.write(new State(instance, outbox.next(), new ArrayList<>(firing.values()), outbox.pending()));
            unsaved = false;
            warned = false;
        } catch (IOException e) {
            if (!warned) {
                LOG.warn("{} cannot be written; trying again at every look: {}", file.file(), DurableFile.why(e));
            }
            warned = true;
        }
    }

    /// Gives notices under way a few seconds; what has not arrived is sent after the next start.
    @Override
    public void close() {
        outbox.pump();
        outbox.close();
        unsaved |= outbox.pump();
        save();
    }
}
