package ai.genops.destination.http;

import ai.genops.pipeline.config.Section;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How to reach the other side.
///
/// @param timeout from sending until the answer is complete
/// @param verifyTls whether its certificate must be valid
/// @param caFile certificates to trust besides none of the system's, PEM; null: the system's
public record HttpSettings(
        Duration timeout,
        Duration connectTimeout,
        boolean verifyTls,
        @Nullable Path caFile) {
    public static final HttpSettings DEFAULT =
            new HttpSettings(Duration.ofSeconds(30), Duration.ofSeconds(10), true, null);

    public static HttpSettings read(Section block) {
        Duration timeout = block.duration("timeout", DEFAULT.timeout);
        Duration connectTimeout = block.duration("connect_timeout", DEFAULT.connectTimeout);
        for (String key : new String[] {"timeout", "connect_timeout"}) {
            Duration value = key.equals("timeout") ? timeout : connectTimeout;
            block.problems().require(!value.isZero(), block.at(key), "`" + key + "` must be longer than 0", "");
        }
        boolean verifyTls = block.flag("verify_tls", true);
        if (!verifyTls) {
            String text = "`verify_tls` is off: anyone on the way can read and change what is sent";
            block.problems().note(block.at("verify_tls"), text, "Name the certificate to trust with `ca_file`.");
        }
        return new HttpSettings(timeout, connectTimeout, verifyTls, caFile(block));
    }

    private static @Nullable Path caFile(Section block) {
        String name = block.text("ca_file", "");
        if (name.isEmpty()) {
            return null;
        }
        Path file = Path.of(name);
        String text = "`ca_file` names `" + name + "`, which cannot be read";
        block.problems().require(Files.isReadable(file), block.at("ca_file"), text, "Give the path of a PEM file.");
        return file;
    }
}
