package ai.genops.server.alert;

import ai.genops.event.JsonBuffer;
import ai.genops.pipeline.config.Section;
import ai.genops.server.notice.DurableFile;
import ai.genops.server.notice.Notice;
import ai.genops.server.notice.NoticeJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Keeps what must survive a restart in one JSON file, `data/alerts/state.json`.
record AlertStateFile(Path path) {
    /// What survives, but for the alerts' own, which each reads itself.
    ///
    /// @param instance names this data folder
    /// @param next the sequence of the next notice
    /// @param number of the next happening
    /// @param pending notices that not all they are meant for have got
    /// @param events that are not in the log yet
    /// @param silences when they end, by the alert's id
    record Kept(
            String instance,
            long next,
            long number,
            List<Notice> pending,
            List<Happening> events,
            List<Happening> history,
            Map<String, Long> silences) {
        static Kept fresh(String instance) {
            return new Kept(instance, 0, 0, List.of(), List.of(), List.of(), Map.of());
        }
    }

    static AlertStateFile in(Path dataFolder) {
        return new AlertStateFile(dataFolder.resolve("alerts").resolve("state.json"));
    }

    /// What the file says; null if it is not there or cannot be read.
    @Nullable
    Section read() throws IOException {
        return new DurableFile(path).read();
    }

    static Kept kept(Section section) {
        Map<String, Long> silences = new LinkedHashMap<>();
        section.values("silences").forEach((id, until) -> {
            if (until instanceof Long millis) {
                silences.put(id, millis);
            }
        });
        return new Kept(
                section.text("instance"),
                (long) section.number("next", 0),
                (long) section.number("number", 0),
                section.sections("pending").stream().map(NoticeJson::read).toList(),
                section.sections("events").stream().map(Happening::read).toList(),
                section.sections("history").stream().map(Happening::read).toList(),
                silences);
    }

    /// Durable when it returns.
    void write(Kept kept, Collection<Watcher> watchers) throws IOException {
        JsonBuffer out = new JsonBuffer(4096);
        out.ascii("{\"instance\":").text(kept.instance()).ascii(",\"next\":").number(kept.next());
        out.ascii(",\"number\":").number(kept.number());
        out.ascii(",\"silences\":").value(kept.silences());
        NoticeJson.write(kept.pending(), out.ascii(",\"pending\":"));
        happenings("events", kept.events(), out);
        happenings("history", kept.history(), out);
        out.ascii(",\"alerts\":[");
        String comma = "\n";
        for (Watcher watcher : watchers) {
            watcher.write(out.ascii(comma));
            comma = ",\n";
        }
        new DurableFile(path).write(out.ascii("]}\n"));
    }

    private static void happenings(String name, List<Happening> happenings, JsonBuffer out) {
        out.ascii(",\"").ascii(name).ascii("\":[");
        for (int i = 0; i < happenings.size(); i++) {
            happenings.get(i).write(out.ascii(i == 0 ? "\n" : ",\n"));
        }
        out.raw(']');
    }
}
