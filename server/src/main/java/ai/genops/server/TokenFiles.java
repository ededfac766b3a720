package ai.genops.server;

import ai.genops.source.config.HecSourceConfig;
import ai.genops.source.config.HecToken;
import ai.genops.source.config.SourceToken;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/// Tokens that the server generates stay the same from one start to the next: each is in a file of its own in the data
/// folder, `tokens/<source>.<token's name>`, that its owner alone can read.
public final class TokenFiles {
    private TokenFiles() {}

    /// A generated token.
    ///
    /// @param name as configured
    /// @param fresh whether this start made it: then it may be shown, once
    public record Kept(String name, String value, Path file, boolean fresh) {
        /// Never the value.
        @Override
        public String toString() {
            return name + " in " + file;
        }
    }

    /// Those of a source's tokens that are to be generated, made where they are missing.
    static List<Kept> of(HecSourceConfig source, Path data) throws IOException {
        List<Kept> kept = new ArrayList<>();
        for (HecToken token : source.tokens()) {
            if (token.token() instanceof SourceToken.Generate) {
                kept.add(kept(token.name(), file(source.id(), token.name(), data)));
            }
        }
        return kept;
    }

    /// The source with these in their places.
    static HecSourceConfig fill(HecSourceConfig source, List<Kept> generated) {
        Map<String, String> values = generated.stream().collect(Collectors.toMap(Kept::name, Kept::value));
        return source.with(source.tokens().stream()
                .map(token -> {
                    String value = values.get(token.name());
                    return value == null ? token : token.withToken(value);
                })
                .toList());
    }

    private static Kept kept(String name, Path file) throws IOException {
        String known = Files.exists(file) ? Files.readString(file).strip() : "";
        if (!known.isEmpty()) {
            return new Kept(name, known, file, false);
        }
        String made = UUID.randomUUID().toString(); // 122 random bits, in the form that Splunk's tokens have
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.deleteIfExists(file);
        Files.createFile(file, ownersOnly());
        Files.writeString(file, made + "\n");
        return new Kept(name, made, file, true);
    }

    private static Path file(String source, String token, Path data) {
        return data.resolve("tokens").resolve(source.replaceAll("[^A-Za-z0-9_-]", "_") + "." + token);
    }

    private static FileAttribute<?>[] ownersOnly() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
