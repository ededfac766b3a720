package ai.genops.server;

import ai.genops.log.Compression;
import ai.genops.log.Encryption;
import ai.genops.log.KeyRing;
import ai.genops.log.LogConfig;
import ai.genops.log.Overflow;
import ai.genops.pipeline.config.Secret;
import ai.genops.pipeline.config.Section;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Reads the block `log` of `server.yaml`: the bounds of the log, how it is compressed and encrypted, and what happens
/// when it is full.
final class LogSettings {
    private static final int MAX_RECORD_BYTES = 20_000_000;
    static final long LEAST_BYTES = 200_000_000;
    private static final int KEY_BYTES = 32;

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
        boolean encrypt = block.flag("encrypt", block.has("encryption_keys"));
        if (!block.has("encryption_keys")) {
            String text = "`encrypt` is `true`, and `encryption_keys` names no key";
            block.problems().require(!encrypt, block.at("encrypt"), text, "Add `encryption_keys`.");
            return null;
        }
        Section section = block.section("encryption_keys");
        SortedMap<Integer, byte[]> keys = new TreeMap<>();
        for (String id : section.keys()) {
            byte[] key = key(section, id);
            if (key != null) {
                keys.put(Integer.valueOf(id), key);
            }
        }
        String text = "`encryption_keys` names no key";
        section.problems()
                .require(!section.keys().isEmpty(), block.at("encryption_keys"), text, "Add `1: ${GENOPS_LOG_KEY}`.");
        if (keys.isEmpty()) {
            return null;
        }
        var ring = new KeyRing(keys);
        return encrypt ? new Encryption(ring, new SecureRandom()) : Encryption.readOnly(ring);
    }

    /// Problems never quote a key.
    private static byte @Nullable [] key(Section section, String id) {
        Secret secret = section.secret(id);
        byte[] key = secret.isPresent() ? decoded(secret.value()) : null;
        String problem = null;
        if (!id.matches("[1-9][0-9]{0,8}")) {
            problem = "`" + id + "` is no id of a key";
        } else if (!secret.isPresent()) {
            problem = "key " + id + " of the log is not there: " + secret.missing();
        } else if (key == null) {
            problem = "key " + id + " of the log is not 32 bytes as 64 hexadecimal digits or in base64";
        }
        if (problem == null) {
            return key;
        }
        String hint =
                "Ids are whole numbers from 1; `openssl rand -hex 32` makes a key. Without its key a log cannot be"
                        + " read.";
        section.problems().error(section.at(id), problem, hint);
        return null;
    }

    private static byte @Nullable [] decoded(String text) {
        try {
            byte[] key = text.matches("[0-9a-fA-F]{64}")
                    ? HexFormat.of().parseHex(text)
                    : Base64.getDecoder().decode(text);
            return key.length == KEY_BYTES ? key : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
