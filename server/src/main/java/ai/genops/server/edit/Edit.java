package ai.genops.server.edit;

import ai.genops.event.JsonBuffer;
import ai.genops.server.trial.JsonValues;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A change of one file, as the history keeps it.
///
/// @param number ascending
/// @param millis when, since 1970
/// @param who as the server knows them, with the name they gave themselves
/// @param file relative to the configuration's folder
/// @param subject what was changed: `pipeline genops-cost-governance`
/// @param before the file's earlier text; null if it was not there
/// @param after its later text; null if it is not there any more
/// @param undoes the number of the change that it took back; 0 for none
/// @param told whether its event is in the log
public record Edit(
        long number,
        long millis,
        String who,
        String reason,
        String file,
        String subject,
        @Nullable String before,
        @Nullable String after,
        long undoes,
        boolean told) {
    Edit asTold() {
        return new Edit(number, millis, who, reason, file, subject, before, after, undoes, true);
    }

    /// What it did, line by line.
    public String diff() {
        return LineDiff.unified(file, before, after);
    }

    int characters() {
        return (before == null ? 0 : before.length()) + (after == null ? 0 : after.length());
    }

    JsonBuffer write() {
        var out = new JsonBuffer(1024 + 2 * characters());
        out.ascii("{\"number\":").number(number).ascii(",\"millis\":").number(millis);
        out.ascii(",\"who\":").text(who).ascii(",\"reason\":").text(reason);
        out.ascii(",\"file\":").text(file).ascii(",\"subject\":").text(subject);
        if (before != null) {
            out.ascii(",\"before\":").text(before);
        }
        if (after != null) {
            out.ascii(",\"after\":").text(after);
        }
        return out.ascii(",\"undoes\":")
                .number(undoes)
                .ascii(",\"told\":")
                .bool(told)
                .raw('}');
    }

    /// @throws IllegalArgumentException if the text is not an edit's
    static Edit read(String json) {
        if (!(JsonValues.ofText(json) instanceof Map<?, ?> map) || !(map.get("file") instanceof String file)) {
            throw new IllegalArgumentException("is no change of a file");
        }
        return new Edit(
                number(map, "number"),
                number(map, "millis"),
                said(map, "who"),
                said(map, "reason"),
                file,
                said(map, "subject"),
                map.get("before") instanceof String before ? before : null,
                map.get("after") instanceof String after ? after : null,
                number(map, "undoes"),
                Boolean.TRUE.equals(map.get("told")));
    }

    private static long number(Map<?, ?> map, String name) {
        return map.get(name) instanceof Number number ? number.longValue() : 0;
    }

    private static String said(Map<?, ?> map, String name) {
        return map.get(name) instanceof String text ? text : "";
    }
}
