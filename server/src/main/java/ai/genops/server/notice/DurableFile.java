package ai.genops.server.notice;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import ai.genops.event.JsonBuffer;
import ai.genops.log.DurableFolders;
import ai.genops.pipeline.config.Problems;
import ai.genops.pipeline.config.Secrets;
import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.Yaml;
import ai.genops.pipeline.config.YamlReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A file, of JSON unless it is written as text, that is replaced as a whole: after a crash it is as before or as
/// after.
public record DurableFile(Path path) {
    /// What it says; null if it is not there, or is no JSON object. Problems of reading it further are in the
    /// section's.
    public @Nullable Section read() throws IOException {
        if (!Files.exists(path)) {
            return null;
        }
        var problems = new Problems();
        // YAML 1.2 contains JSON.
        Yaml yaml = YamlReader.parse(Files.readString(path), path.toString(), problems);
        if (!(yaml instanceof Yaml.Mapping mapping) || problems.hasErrors()) {
            return null;
        }
        return new Section(mapping, problems, new Secrets(_ -> null));
    }

    /// Durable when it returns.
    public void write(JsonBuffer text) throws IOException {
        write(text.view());
    }

    /// Durable when it returns, with the permissions of the file that was there.
    public void write(String text) throws IOException {
        write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    private void write(ByteBuffer rest) throws IOException {
        DurableFolders.createOne(Objects.requireNonNull(path.toAbsolutePath().getParent()));
        Path fresh = path.resolveSibling(path.getFileName() + ".new");
        try (FileChannel channel = FileChannel.open(fresh, CREATE, WRITE, TRUNCATE_EXISTING)) {
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
        var mode = Files.getFileAttributeView(path, PosixFileAttributeView.class);
        if (mode != null && Files.exists(path)) {
            Files.setPosixFilePermissions(fresh, mode.readAttributes().permissions());
        }
        Files.move(fresh, path, ATOMIC_MOVE, REPLACE_EXISTING);
    }

    /// Why a file could not be written, for people.
    public static String why(IOException failure) {
        return failure instanceof NoSuchFileException gone
                ? gone.getFile() + " is not there"
                : String.valueOf(failure.getMessage());
    }
}
