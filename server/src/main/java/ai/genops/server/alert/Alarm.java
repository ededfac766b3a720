package ai.genops.server.alert;

import ai.genops.event.JsonBuffer;
import ai.genops.pipeline.config.Section;
import ai.genops.server.notice.Notice;
import ai.genops.server.notice.NoticeJson;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// One thing that an alert has found, from when it began until it is over and may be told anew. Times are those
/// that the searches are of, in milliseconds since 1970. One thread at a time.
final class Alarm {
    static final long NEVER = 0;

    final String key;
    boolean open;
    long since;
    long seen;
    long told = NEVER;
    /// Changes that nobody was told of.
    long untold;
    /// Whether it began, or became worse, and is no event yet.
    boolean unlogged;
    String severity = "";
    String value = "";
    String print = "";
    /// What people were told; null if nothing, or that it is over.
    @Nullable
    Notice notice;

    Alarm(String key) {
        this.key = key;
    }

    /// Takes what was found of it: it begins, goes on, has changed, or is worse.
    void take(Finding finding, String newSeverity, String newValue, long time) {
        boolean worse = open && Severities.worse(newSeverity, severity);
        boolean changed = !open || worse || !print.equals(finding.print());
        unlogged |= !open || worse;
        if (!open) {
            open = true;
            since = time;
        }
        if (worse) {
            told = NEVER;
        }
        seen = time;
        print = finding.print();
        severity = newSeverity;
        value = newValue;
        untold += changed ? 1 : 0;
    }

    /// Whether people are to be told of it at this time.
    boolean isToBeTold(long time, Duration period) {
        return open && untold > 0 && (told == NEVER || time - told >= period.toMillis());
    }

    /// Whether it was not found for so long that it is over.
    boolean isOver(long time, Duration resolveAfter) {
        return open && seen < time && time - seen >= resolveAfter.toMillis();
    }

    /// Whether nothing more needs to be known of it.
    boolean isForgotten(long time, Duration period) {
        return !open && (told == NEVER || time - told >= period.toMillis());
    }

    void close() {
        open = false;
        untold = 0;
        unlogged = false;
        notice = null;
    }

    void write(JsonBuffer out) {
        out.ascii("{\"key\":").text(key).ascii(",\"open\":").bool(open);
        out.ascii(",\"since\":").number(since).ascii(",\"seen\":").number(seen);
        out.ascii(",\"told\":").number(told).ascii(",\"untold\":").number(untold);
        out.ascii(",\"severity\":").text(severity).ascii(",\"value\":").text(value);
        out.ascii(",\"print\":").text(print);
        if (notice != null) {
            NoticeJson.write(notice, out.ascii(",\"notice\":"));
        }
        out.raw('}');
    }

    static Alarm read(Section section) {
        Alarm alarm = new Alarm(section.text("key"));
        alarm.open = section.flag("open", false);
        alarm.since = (long) section.number("since", 0);
        alarm.seen = (long) section.number("seen", 0);
        alarm.told = (long) section.number("told", NEVER);
        alarm.untold = (long) section.number("untold", 0);
        alarm.severity = section.text("severity", "");
        alarm.value = section.text("value", "");
        alarm.print = section.text("print", "");
        alarm.notice = section.has("notice") ? NoticeJson.read(section.section("notice")) : null;
        return alarm;
    }
}
