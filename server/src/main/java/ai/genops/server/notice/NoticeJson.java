package ai.genops.server.notice;

import ai.genops.event.JsonBuffer;
import ai.genops.pipeline.config.Section;
import java.util.List;

/// Notices as they are kept over a restart.
public final class NoticeJson {
    private NoticeJson() {}

    /// A JSON array, a notice a line.
    public static void write(List<Notice> notices, JsonBuffer out) {
        out.raw('[');
        for (int i = 0; i < notices.size(); i++) {
            write(notices.get(i), out.ascii(i == 0 ? "\n" : ",\n"));
        }
        out.raw(']');
    }

    public static void write(Notice notice, JsonBuffer out) {
        out.ascii("{\"sequence\":").number(notice.sequence());
        out.ascii(",\"resolved\":").bool(notice.resolved());
        out.ascii(",\"key\":").text(notice.key());
        out.ascii(",\"title\":").text(notice.title());
        out.ascii(",\"severity\":").text(notice.severity());
        out.ascii(",\"subject\":").text(notice.subject());
        out.ascii(",\"condition\":").text(notice.condition());
        out.ascii(",\"value\":").text(notice.value());
        out.ascii(",\"since\":").number(notice.sinceMillis());
        out.ascii(",\"millis\":").number(notice.millis());
        out.ascii(",\"to\":").value(notice.to()).raw('}');
    }

    /// What is missing or wrong is a problem of the section's.
    public static Notice read(Section section) {
        return new Notice(
                (long) section.number("sequence", 0),
                section.flag("resolved", false),
                section.text("key"),
                section.text("title"),
                section.text("severity"),
                section.text("subject", ""),
                section.text("condition", ""),
                section.text("value", ""),
                (long) section.number("since", 0),
                (long) section.number("millis", 0),
                section.texts("to"));
    }
}
