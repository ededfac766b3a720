package ai.genops.source.config;

import ai.genops.pipeline.config.Section;
import java.nio.file.Files;
import java.nio.file.Path;

/// How a source is encrypted.
public sealed interface Tls {
    /// Not at all.
    record None() implements Tls {}

    /// With a certificate that is made at each start, and that no client has a reason to trust.
    record SelfSigned() implements Tls {}

    /// With files in PEM.
    ///
    /// @param certificate the chain, its own certificate first
    /// @param key its key, PKCS#8, without a password
    record OfFiles(Path certificate, Path key) implements Tls {}

    /// Reads a block `tls`.
    ///
    /// @param folder what paths are relative to
    static Tls read(Section block, Path folder) {
        boolean selfSigned = block.flag("self_signed", false);
        block.problems()
                .require(
                        !selfSigned || !(block.has("cert_file") || block.has("key_file")),
                        block.at("self_signed"),
                        "`self_signed` and `cert_file` exclude each other",
                        "Keep one of the two.");
        Tls tls = selfSigned
                ? new SelfSigned()
                : new OfFiles(file(block, "cert_file", folder), file(block, "key_file", folder));
        block.finish();
        return tls;
    }

    private static Path file(Section block, String key, Path folder) {
        Path file = folder.resolve(block.text(key));
        block.problems()
                .require(
                        !block.has(key) || Files.isReadable(file),
                        block.at(key),
                        "`" + key + "` is `" + file + "`, which cannot be read",
                        "");
        return file;
    }
}
