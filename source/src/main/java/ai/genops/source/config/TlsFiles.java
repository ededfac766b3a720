package ai.genops.source.config;

import ai.genops.pipeline.config.Section;
import java.nio.file.Files;
import java.nio.file.Path;

/// The files that a source encrypts with, both in PEM.
///
/// @param certificate the chain, its own certificate first
/// @param key its key, PKCS#8, without a password
public record TlsFiles(Path certificate, Path key) {
    /// @param folder what paths are relative to
    static TlsFiles read(Section block, Path folder) {
        var files = new TlsFiles(file(block, "cert_file", folder), file(block, "key_file", folder));
        block.finish();
        return files;
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
