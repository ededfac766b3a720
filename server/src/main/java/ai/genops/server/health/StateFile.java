package ai.genops.server.health;

import ai.genops.event.JsonBuffer;
import ai.genops.pipeline.config.Section;
import ai.genops.server.notice.DurableFile;
import ai.genops.server.notice.Notice;
import ai.genops.server.notice.NoticeJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Keeps the [State] in one JSON file, replaced as a whole.
record StateFile(Path file) {
    /// The state; null if there is none, or none that can be read.
    @Nullable
    State read() throws IOException {
        Section section = new DurableFile(file).read();
        if (section == null) {
            return null;
        }
        List<Notice> firing =
                section.sections("firing").stream().map(NoticeJson::read).toList();
        List<Notice> pending =
                section.sections("pending").stream().map(NoticeJson::read).toList();
        State state = new State(section.text("instance"), (long) section.number("next", 0), firing, pending);
        return section.problems().hasErrors() ? null : state;
    }

    /// Durable when it returns.
    void write(State state) throws IOException {
        JsonBuffer out = new JsonBuffer(1024);
        out.ascii("{\"instance\":").text(state.instance()).ascii(",\"next\":").number(state.next());
        out.ascii(",\"firing\":");
        NoticeJson.write(state.firing(), out);
        out.ascii(",\"pending\":");
        NoticeJson.write(state.pending(), out);
        new DurableFile(file).write(out.ascii("}\n"));
    }

    /// Where it stands in a data folder.
    static StateFile in(Path dataFolder) {
        return new StateFile(dataFolder.resolve("health").resolve("state.json"));
    }
}
