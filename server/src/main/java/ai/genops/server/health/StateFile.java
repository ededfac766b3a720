package ai.genops.server.health;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import ai.genops.event.JsonBuffer;
import ai.genops.log.DurableFolders;
import ai.genops.pipeline.config.Problems;
import ai.genops.pipeline.config.Secrets;
import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.Yaml;
import ai.genops.pipeline.config.YamlReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Keeps the [State] in one JSON file, replaced as a whole: after a crash it is as before or as after.
record StateFile(Path file) {
    /// The state; null if there is none, or none that can be read.
    @Nullable
    State read() throws IOException {
        if (!Files.exists(file)) {
            return null;
        }
        var problems = new Problems();
        // YAML 1.2 contains JSON.
        Yaml yaml = YamlReader.parse(Files.readString(file), file.toString(), problems);
        if (!(yaml instanceof Yaml.Mapping mapping) || problems.hasErrors()) {
            return null;
        }
        Section section = new Section(mapping, problems, new Secrets(_ -> null));
        List<Notice> firing =
                section.sections("firing").stream().map(StateFile::notice).toList();
        List<Notice> pending =
                section.sections("pending").stream().map(StateFile::notice).toList();
        State state = new State(section.text("instance"), whole(section, "next"), firing, pending);
        return problems.hasErrors() ? null : state;
    }

    /// Durable when it returns.
    void write(State state) throws IOException {
        JsonBuffer out = new JsonBuffer(1024);
        out.ascii("{\"instance\":").text(state.instance()).ascii(",\"next\":").number(state.next());
        notices("firing", state.firing(), out);
        notices("pending", state.pending(), out);
        out.ascii("}\n");
        DurableFolders.createOne(Objects.requireNonNull(file.toAbsolutePath().getParent()));
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel channel = FileChannel.open(fresh, CREATE, WRITE, TRUNCATE_EXISTING)) {
            ByteBuffer rest = out.view();
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
        Files.move(fresh, file, ATOMIC_MOVE, REPLACE_EXISTING);
    }

    private static void notices(String name, List<Notice> notices, JsonBuffer out) {
        out.ascii(",\"").ascii(name).ascii("\":[");
        for (int i = 0; i < notices.size(); i++) {
            Notice notice = notices.get(i);
            out.ascii(i == 0 ? "\n{" : ",\n{");
            out.ascii("\"sequence\":").number(notice.sequence());
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
        out.raw(']');
    }

    private static Notice notice(Section section) {
        return new Notice(
                whole(section, "sequence"),
                section.flag("resolved", false),
                section.text("key"),
                section.text("title"),
                section.text("severity"),
                section.text("subject", ""),
                section.text("condition", ""),
                section.text("value", ""),
                whole(section, "since"),
                whole(section, "millis"),
                section.texts("to"));
    }

    private static long whole(Section section, String key) {
        return (long) section.number(key, 0);
    }

    /// Where it stands in a data folder.
    static StateFile in(Path dataFolder) {
        return new StateFile(dataFolder.resolve("health").resolve("state.json"));
    }
}
