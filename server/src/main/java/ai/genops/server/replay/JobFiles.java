package ai.genops.server.replay;

import ai.genops.log.DurableFolders;
import ai.genops.server.replay.ReplayJob.State;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The jobs on disk: `replay/<id>/job.json` in the data folder, each as before or as after, whenever the machine
/// stops. What a replay writes besides stands in the same folder.
final class JobFiles {
    private static final JsonFactory JSON = new JsonFactory();

    private final Path folder;

    JobFiles(Path dataFolder) {
        folder = dataFolder.resolve("replay");
    }

    /// Where a replay's destinations keep what they would keep in the data folder.
    Path folder(ReplayJob job) {
        return folder.resolve(Integer.toString(job.id()));
    }

    /// By id.
    List<ReplayJob> read() throws IOException {
        List<ReplayJob> jobs = new ArrayList<>();
        for (int id : ids()) {
            Path file = folder.resolve(Integer.toString(id)).resolve("job.json");
            if (Files.exists(file)) {
                jobs.add(parse(Files.readAllBytes(file)));
            }
        }
        return jobs;
    }

    int nextId() throws IOException {
        return 1 + ids().stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    /// Durable on return.
    void write(ReplayJob job) throws IOException {
        Path own = folder(job);
        DurableFolders.createOne(folder);
        DurableFolders.createOne(own);
        Path fresh = own.resolve("job.json.new");
        try (FileChannel file = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = ByteBuffer.wrap(text(job));
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            file.force(true);
        }
        Files.move(fresh, own.resolve("job.json"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        for (Path changed : List.of(own, folder)) {
            try (FileChannel directory = FileChannel.open(changed)) {
                directory.force(true);
            }
        }
    }

    private List<Integer> ids() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> name.matches("[1-9][0-9]{0,8}"))
                    .map(Integer::valueOf)
                    .sorted()
                    .toList();
        }
    }

    private static byte[] text(ReplayJob job) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = JSON.createGenerator(bytes)) {
            out.writeStartObject();
            out.writeNumberField("id", job.id());
            out.writeNumberField("created_ms", job.createdMillis());
            out.writeNumberField("from_ms", job.range().fromMillis());
            out.writeNumberField("to_ms", job.range().toMillis());
            out.writeNumberField("first", job.range().first());
            out.writeNumberField("next", job.range().next());
            out.writeFieldName("destinations");
            out.writeArray(
                    job.destinations().toArray(String[]::new),
                    0,
                    job.destinations().size());
            out.writeFieldName("pipelines");
            out.writeArray(
                    job.pipelines().toArray(String[]::new), 0, job.pipelines().size());
            out.writeStringField("state", job.state().name().toLowerCase(Locale.ROOT));
            out.writeStringField("note", job.note());
            out.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private static ReplayJob parse(byte[] text) throws IOException {
        Map<String, Long> numbers = new HashMap<>();
        Map<String, String> texts = new HashMap<>();
        Map<String, List<String>> lists = new HashMap<>();
        try (JsonParser in = JSON.createParser(text)) {
            in.nextToken();
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String name = in.currentName();
                switch (in.nextToken()) {
                    case VALUE_NUMBER_INT -> numbers.put(name, in.getLongValue());
                    case VALUE_STRING -> texts.put(name, in.getText());
                    default -> lists.put(name, strings(in));
                }
            }
        }
        var range = new ReplayRange(
                numbers.getOrDefault("from_ms", 0L),
                numbers.getOrDefault("to_ms", 0L),
                numbers.getOrDefault("first", 0L),
                numbers.getOrDefault("next", 0L));
        return new ReplayJob(
                numbers.getOrDefault("id", 0L).intValue(),
                numbers.getOrDefault("created_ms", 0L),
                range,
                lists.getOrDefault("destinations", List.of()),
                lists.getOrDefault("pipelines", List.of()),
                State.valueOf(texts.getOrDefault("state", "failed").toUpperCase(Locale.ROOT)),
                texts.getOrDefault("note", ""));
    }

    private static List<String> strings(JsonParser in) throws IOException {
        List<String> strings = new ArrayList<>();
        while (in.nextToken() == JsonToken.VALUE_STRING) {
            strings.add(in.getText());
        }
        return strings;
    }
}
