package ai.genops.server;

import ai.genops.pipeline.config.Location;
import ai.genops.pipeline.config.Names;
import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.Yaml;
import ai.genops.source.config.Limits;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The block `performance_settings`. Each key is applied, or a note says what takes its place.
///
/// @param diskBytes what the log may have; 0: not said
/// @param compressed whether the log is compressed; null: not said
/// @param inFlightBytes what requests may hold in memory until they are in the log; 0: not said
/// @param maxConnections of each source; 0: not said
/// @param keepAlive null: not said
/// @param batching of all destinations
/// @param workers threads that may take records through the pipelines at once
record PerformanceSettings(
        long diskBytes,
        Location diskAt,
        @Nullable Boolean compressed,
        long inFlightBytes,
        int maxConnections,
        @Nullable Boolean keepAlive,
        Map<String, Yaml.Member> batching,
        int workers) {
    /// With more, what one thread does for all of them, reading the log and handing over, takes as long as their share.
    private static final int MOST_WORKERS = 8;

    static PerformanceSettings read(List<Section> blocks, MachineLimits machine) {
        if (blocks.isEmpty()) {
            int workers = Math.min(MOST_WORKERS, machine.processors());
            return new PerformanceSettings(0, Location.of("settings"), null, 0, 0, null, Map.of(), workers);
        }
        Section block = blocks.getFirst();
        for (Section other : blocks.subList(1, blocks.size())) {
            other.problems()
                    .error(other.at(), "`performance_settings` stands at " + block.at() + " already", "Keep one.");
        }
        int workers = workers(block, machine);
        heap(block, machine);
        Map<String, Yaml.Member> batching = pipeline(block.section("pipeline"));
        Section network = block.section("network");
        Section buffer = block.section("buffer");
        int connections = network.integer("max_connections", 0, 1, 1_000_000);
        Boolean keepAlive = network.has("keepalive") ? network.flag("keepalive", true) : null;
        if (network.has("tcp_nodelay") && !network.flag("tcp_nodelay", true)) {
            note(network, "tcp_nodelay", "has no effect: small answers are never held back");
        }
        var settings = new PerformanceSettings(
                disk(buffer, machine),
                buffer.at("disk_size"),
                buffer.has("compression") ? buffer.flag("compression", false) : null,
                memory(buffer, machine),
                connections,
                keepAlive,
                batching,
                workers);
        List.of(network, buffer, block).forEach(Section::finish);
        return settings;
    }

    /// A source's limits, where its files do not say them.
    Limits limits(Limits own, List<Section> files) {
        boolean bytes = inFlightBytes > 0 && !says(files, "max_in_flight_bytes") && !says(files, "max_buffer_size");
        return new Limits(
                own.maxRequestBytes(),
                own.requestTimeout(),
                (keepAlive != null && !says(files, "keep_alive")) ? keepAlive : own.keepAlive(),
                bytes ? Math.max(2L * own.maxRequestBytes(), inFlightBytes) : own.maxInFlightBytes(),
                maxConnections > 0 ? maxConnections : own.maxConnections(),
                own.requestsPerAddress());
    }

    private static boolean says(List<Section> files, String key) {
        return files.stream()
                .anyMatch(file -> file.has(key)
                        || file.section("advanced_settings").has(key)
                        || file.section("buffer_settings").has(key));
    }

    private static int workers(Section block, MachineLimits machine) {
        int most = Math.min(MOST_WORKERS, machine.processors());
        if (block.text("worker_processes", "auto").equals("auto")) {
            return most;
        }
        int wanted = block.integer("worker_processes", most, 1, 100_000);
        if (wanted > most) {
            String why = most == MOST_WORKERS ? "more would be of no use" : "as many as there are processors";
            note(block, "worker_processes", "is " + most + ", threads of the one process: " + why);
        }
        return Math.min(wanted, most);
    }

    private static void heap(Section block, MachineLimits machine) {
        long wanted = block.bytes("max_memory_per_worker", 0);
        if (wanted > machine.heapBytes()) {
            note(
                    block,
                    "max_memory_per_worker",
                    "is capped: this process may use " + machine.heapBytes() / 1_000_000
                            + " MB of memory; JAVA_TOOL_OPTIONS=-Xmx... gives it more");
        } else if (wanted > 0) {
            note(block, "max_memory_per_worker", "has no effect of its own: -Xmx in JAVA_TOOL_OPTIONS sets it");
        }
    }

    /// What is under way between the log and a destination is bounded in bytes, not in events.
    private static Map<String, Yaml.Member> pipeline(Section block) {
        Map<String, Yaml.Member> batching = new LinkedHashMap<>();
        block.integer("max_concurrent_events", 1, 1, 1_000_000_000);
        if (block.has("max_concurrent_events")) {
            note(
                    block,
                    "max_concurrent_events",
                    "has no effect of its own: a destination has at most 4 batches under way, so it is 4 times the"
                            + " `batch_size`");
        }
        for (String key : List.of("batch_size", "flush_interval")) {
            Yaml value = block.find(key);
            if (value != null) {
                batching.put(Names.key(key), new Yaml.Member(value.at(), value));
            }
        }
        block.finish();
        return batching;
    }

    private static long disk(Section buffer, MachineLimits machine) {
        String type = buffer.text("type", "memory + disk");
        if (!Names.key(type).equals(Names.key("memory + disk"))
                && !Names.key(type).equals("disk")) {
            note(buffer, "type", "is `" + type + "`, and the buffer is the log, which is always on disk");
        }
        long wanted = buffer.bytes("disk_size", 0);
        long most = Math.max(LogSettings.LEAST_BYTES, machine.diskBytes() / 10 * 8);
        if (wanted > most) {
            note(buffer, "disk_size", "is capped at " + most / 1_000_000 + " MB, 80 % of what is free on the disk");
        }
        return Math.min(wanted, most);
    }

    private static long memory(Section buffer, MachineLimits machine) {
        long wanted = buffer.bytes("memory_size", 0);
        long most = machine.heapBytes() / 4;
        if (wanted > most) {
            note(
                    buffer,
                    "memory_size",
                    "is capped at " + most / 1_000_000
                            + " MB, a quarter of this process's memory; it bounds requests that are not in the log yet");
        }
        return Math.min(wanted, most);
    }

    private static void note(Section block, String key, String text) {
        block.problems().note(block.at(key), "`" + key + "` " + text, "");
    }
}
