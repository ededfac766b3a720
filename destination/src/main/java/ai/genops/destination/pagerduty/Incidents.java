package ai.genops.destination.pagerduty;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import ai.genops.event.JsonBuffer;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The incidents that are open, by their keys: at most [#MOST]; beyond, the one that was triggered longest ago is
/// forgotten and stays open at PagerDuty until somebody closes it there.
///
/// Durable in a file of one JSON object a line, `{"key":...,"severity":...,"millis":...}`, appended and synced at each
/// change; without a severity the incident is closed. Written anew at every start and when it has grown to four times
/// the bound. A last line that is torn is as if it had not been written. One thread at a time.
final class Incidents implements AutoCloseable {
    static final int MOST = 10_000;

    private static final JsonFactory JSON = new JsonFactory();

    /// An incident as it was last triggered.
    record Open(String severity, long millis) {}

    private final Path file;
    /// In the order in which they were last triggered.
    private final Map<String, Open> open = new LinkedHashMap<>();
    private final JsonBuffer line = new JsonBuffer(256);
    private @Nullable FileChannel channel;
    private int lines;

    private Incidents(Path file) {
        this.file = file;
    }

    static Incidents in(Path file) throws IOException {
        var incidents = new Incidents(file);
        Files.createDirectories(file.toAbsolutePath().getParent());
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
                incidents.read(line.getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        incidents.rewrite();
        return incidents;
    }

    int size() {
        return open.size();
    }

    @Nullable
    Open find(String key) {
        return open.get(key);
    }

    /// Durable when it returns.
    void opened(String key, String severity, long millis) throws IOException {
        Open before = open.get(key);
        remember(key, new Open(severity, millis));
        if (before == null || !before.severity().equals(severity)) {
            append(key, open.get(key));
        }
    }

    /// Durable when it returns.
    void closed(String key) throws IOException {
        if (open.remove(key) != null) {
            append(key, null);
        }
    }

    private void remember(String key, Open incident) {
        open.remove(key);
        open.put(key, incident);
        if (open.size() > MOST) {
            open.remove(open.keySet().iterator().next());
        }
    }

    private void append(String key, @Nullable Open incident) throws IOException {
        if (lines >= 4 * MOST || channel == null) {
            rewrite();
            return;
        }
        line.clear();
        write(key, incident);
        put(channel);
        lines++;
    }

    /// All that is open, in a new file in place of the old one.
    private void rewrite() throws IOException {
        close();
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        line.clear();
        open.forEach(this::write);
        try (FileChannel all = FileChannel.open(fresh, CREATE, WRITE, TRUNCATE_EXISTING)) {
            put(all);
        }
        Files.move(fresh, file, ATOMIC_MOVE, REPLACE_EXISTING);
        FileChannel appended = FileChannel.open(file, WRITE);
        appended.position(appended.size());
        channel = appended;
        lines = open.size();
    }

    private void write(String key, @Nullable Open incident) {
        line.ascii("{\"key\":").text(key);
        if (incident != null) {
            line.ascii(",\"severity\":").text(incident.severity());
            line.ascii(",\"millis\":").number(incident.millis());
        }
        line.ascii("}\n");
    }

    private void put(FileChannel to) throws IOException {
        ByteBuffer rest = line.view();
        while (rest.hasRemaining()) {
            to.write(rest);
        }
        to.force(true);
    }

    private void read(byte[] text) {
        String key = "";
        String severity = null;
        long millis = 0;
        try (JsonParser json = JSON.createParser(text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return;
            }
            JsonToken token = json.nextToken();
            for (; token == JsonToken.FIELD_NAME; token = json.nextToken()) {
                String name = json.currentName();
                json.nextToken();
                switch (name) {
                    case "key" -> key = json.getText();
                    case "severity" -> severity = json.getText();
                    case "millis" -> millis = json.getValueAsLong();
                    default -> json.skipChildren();
                }
            }
            if (token != JsonToken.END_OBJECT) {
                return;
            }
        } catch (IOException e) {
            return;
        }
        if (severity == null) {
            open.remove(key);
        } else {
            remember(key, new Open(severity, millis));
        }
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
            channel = null;
        }
    }
}
