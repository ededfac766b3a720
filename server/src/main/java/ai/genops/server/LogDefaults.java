package ai.genops.server;

import ai.genops.pipeline.config.Location;
import ai.genops.pipeline.config.Section;
import ai.genops.source.config.BufferSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What holds for the log where `server.yaml` does not say it: a source's `Buffer Settings`, then
/// `performance_settings`, then our own defaults. The log is one, so of several sizes one is in force, and a note says
/// which and why.
record LogDefaults(long maxBytes, Duration maxAge, String compression, String overflow) {
    private static final Duration USUAL_AGE = Duration.ofDays(7);
    private static final long USUAL_BYTES = 2_000_000_000L;

    private record Size(String what, long bytes) {
        @Override
        public String toString() {
            return what + " (" + bytes / 1_000_000 + " MB)";
        }
    }

    /// @param log the block `log` of `server.yaml`
    /// @param buffers of the sources
    static LogDefaults of(Section log, List<BufferSettings> buffers, SharedSettings shared) {
        PerformanceSettings performance = shared.performance();
        DataProtection protection = shared.protection();
        List<Size> sizes = new ArrayList<>();
        if (log.has("max_size")) {
            sizes.add(new Size("`log.max_size` at " + log.at("max_size"), log.bytes("max_size", 0)));
        }
        String compression = Boolean.TRUE.equals(performance.compressed()) ? "zstd" : "none";
        String overflow = "block";
        for (BufferSettings buffer : buffers.reversed()) {
            compression = buffer.compression().equals("none") ? compression : buffer.compression();
            overflow = buffer.overflowAction().equals("block") ? overflow : buffer.overflowAction();
        }
        buffers.stream()
                .filter(buffer -> buffer.maxBytes() > 0)
                .map(buffer -> new Size("`Max Size` of `Buffer Settings`", buffer.maxBytes()))
                .distinct()
                .forEach(sizes::add);
        if (performance.diskBytes() > 0) {
            sizes.add(new Size("`disk_size` at " + performance.diskAt(), performance.diskBytes()));
        }
        Duration age = protection.queueAge() == null ? USUAL_AGE : protection.queueAge();
        tell(log, sizes, age);
        if (protection.encrypted() && !log.has("encryption_keys")) {
            log.problems()
                    .note(
                            log.at(),
                            "`data_protection` wants the log encrypted with AES-256, and there is no key, so it is not",
                            "Add `encryption_keys: {1: ${GENOPS_LOG_KEY}}` to `log` in server.yaml.");
        }
        if (compression.equals("lz4")) {
            log.problems().note(log.at(), "the log has no compression `lz4`; zstd takes its place", "");
            compression = "zstd";
        }
        return new LogDefaults(sizes.isEmpty() ? USUAL_BYTES : sizes.getFirst().bytes(), age, compression, overflow);
    }

    private static void tell(Section log, List<Size> sizes, Duration age) {
        boolean several = sizes.size() > 1 || (sizes.size() == 1 && !log.has("max_size"));
        if (several) {
            List<String> others = sizes.stream().skip(1).map(Size::toString).toList();
            Location at = log.at("max_size");
            log.problems()
                    .note(
                            at,
                            "the log, which is every source's queue, holds what " + sizes.getFirst() + " says, for "
                                    + log.text(
                                            "max_age",
                                            age.toDays() > 0 ? age.toDays() + " days" : age.toHours() + " hours")
                                    + (others.isEmpty() ? "" : "; not in force: " + String.join(", ", others)),
                            "`log.max_size` comes before `Buffer Settings`, and that before `performance_settings`.");
        }
    }
}
