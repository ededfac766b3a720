package ai.genops.server.alert;

import ai.genops.event.JsonBuffer;
import ai.genops.pipeline.config.Section;
import java.util.List;

/// Something that an alert did: what its history has, and what becomes an event.
///
/// @param number ascending, never given twice in a data folder; an event written twice after a crash has the
///     same
/// @param millis when
/// @param what `firing`, `resolved`, `failed`, `silenced`, `heard`
/// @param key what it is about, empty for the alert as a whole
/// @param value what was found, or why it failed
/// @param since when it began to fire, 0 if it does not
/// @param told ids of those who are told
public record Happening(
        long number,
        long millis,
        String alert,
        String title,
        String what,
        String key,
        String severity,
        String condition,
        String value,
        long since,
        List<String> told,
        String index) {
    void write(JsonBuffer out) {
        out.ascii("{\"number\":").number(number).ascii(",\"millis\":").number(millis);
        out.ascii(",\"alert\":").text(alert).ascii(",\"title\":").text(title);
        out.ascii(",\"what\":").text(what).ascii(",\"key\":").text(key);
        out.ascii(",\"severity\":").text(severity).ascii(",\"condition\":").text(condition);
        out.ascii(",\"value\":").text(value).ascii(",\"since\":").number(since);
        out.ascii(",\"told\":").value(told).ascii(",\"index\":").text(index).raw('}');
    }

    static Happening read(Section section) {
        return new Happening(
                (long) section.number("number", 0),
                (long) section.number("millis", 0),
                section.text("alert"),
                section.text("title", ""),
                section.text("what"),
                section.text("key", ""),
                section.text("severity", ""),
                section.text("condition", ""),
                section.text("value", ""),
                (long) section.number("since", 0),
                section.texts("told"),
                section.text("index", ""));
    }
}
