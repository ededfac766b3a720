package ai.genops.server;

import ai.genops.log.Compression;
import ai.genops.log.Encryption;
import ai.genops.log.KeyRing;
import ai.genops.log.LogConfig;
import ai.genops.log.Overflow;
import ai.genops.pipeline.config.Section;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Reads the block `log` of `server.yaml`: the bounds of the log, how it is compressed and encrypted, and what happens
/// when it is full.
final class LogSettings {
    private static final int MAX_RECORD_BYTES = 20_000_000;
    static final long LEAST_BYTES = 200_000_000;

    private LogSettings() {}

    static LogConfig read(Section block, LogDefaults defaults) {
        long maxBytes = block.bytes("max_size", defaults.maxBytes());
        Duration maxAge = block.duration("max_age", defaults.maxAge());
        block.problems()
                .require(
                        maxBytes >= LEAST_BYTES,
                        block.at("max_size"),
                        "the log's `max_size` must be at least 200 MB, is " + block.text("max_size", ""),
                        "It holds what is acknowledged and not delivered yet.");
        block.problems()
                .require(
                        maxAge.isPositive(),
                        block.at("max_age"),
                        "the log's `max_age` must be positive, is " + block.text("max_age", ""),
                        "");
        String compression = block.choice("compression", defaults.compression(), List.of("none", "zstd", "gzip"));
        String overflow = overflow(block, defaults);
        Encryption encryption = encryption(block);
        block.finish();
        return new LogConfig(
                Math.max(maxBytes, LEAST_BYTES),
                32 << 20,
                MAX_RECORD_BYTES,
                64 << 20,
                maxAge.isPositive() ? maxAge : Duration.ofDays(7),
                Compression.valueOf(compression.toUpperCase(Locale.ROOT)),
                overflow.equals("drop_oldest") ? Overflow.DROP_OLDEST : Overflow.BLOCK,
                encryption);
    }

    /// What happens when it is full with a destination that does not say it for itself.
    static String overflow(Section block, LogDefaults defaults) {
        return block.choice("overflow", defaults.overflow(), List.of("block", "drop_oldest", "dead_letter"));
    }

    private static @Nullable Encryption encryption(Section block) {
        EncryptionKeys keys = EncryptionKeys.read(block, "log");
        if (keys.isEmpty()) {
            return null;
        }
        var ring = new KeyRing(keys.byId());
        return keys.encrypt() ? new Encryption(ring, new SecureRandom()) : Encryption.readOnly(ring);
    }
}
