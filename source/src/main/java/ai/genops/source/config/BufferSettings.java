package ai.genops.source.config;

import ai.genops.pipeline.config.Section;
import java.time.Duration;
import java.util.List;

/// `Buffer Settings`: the queue behind the source, which is the log.
///
/// @param type `persistent queue` or `memory`
/// @param maxBytes of the queue on disk; 0: not said
/// @param location where; empty: not said
/// @param compression `none`, `gzip`, `lz4` or `zstd`
/// @param overflowAction `block`, `drop_oldest` or `dead_letter`
/// @param flushInterval the longest that data may wait
public record BufferSettings(
        String type,
        long maxBytes,
        String location,
        String compression,
        String overflowAction,
        Duration flushInterval) {
    private static final List<String> TYPES = List.of("persistent queue", "memory");
    private static final List<String> COMPRESSIONS = List.of("none", "gzip", "lz4", "zstd");
    private static final List<String> OVERFLOW = List.of("block", "drop_oldest", "dead_letter");

    static BufferSettings read(Settings buffer) {
        return new BufferSettings(
                type(buffer),
                buffer.get("max_size", 0L, Section::bytes),
                location(buffer),
                buffer.get("compression", "none", (in, key, other) -> in.choice(key, other, COMPRESSIONS)),
                buffer.get("overflow_action", OVERFLOW.getFirst(), (in, key, other) -> in.choice(key, other, OVERFLOW)),
                flushInterval(buffer));
    }

    private static Duration flushInterval(Settings buffer) {
        Duration interval = buffer.get("flush_interval", Duration.ZERO, Section::duration);
        if (buffer.has("flush_interval")) {
            buffer.note(
                    "flush_interval",
                    "`flush_interval` is the longest that data may wait: nothing waits for it, as the log is synced"
                            + " before every answer");
        }
        return interval;
    }

    private static String type(Settings buffer) {
        String type = buffer.get("type", TYPES.getFirst(), (in, key, other) -> in.choice(key, other, TYPES));
        if (type.equals("memory")) {
            buffer.note("type", "`type` is memory, and the queue is the log, which is always on disk");
        }
        return type;
    }

    private static String location(Settings buffer) {
        String location = buffer.get("location", "", Section::text);
        if (location.startsWith("/opt/cribl/") || location.startsWith("/etc/cribl")) {
            buffer.note("location", "`" + location + "` is Cribl's folder; the log in the data folder takes its place");
        }
        return location;
    }
}
