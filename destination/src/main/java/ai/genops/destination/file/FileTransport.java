package ai.genops.destination.file;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import ai.genops.destination.delivery.Encoder;
import ai.genops.destination.delivery.Outcome;
import ai.genops.destination.delivery.Request;
import ai.genops.destination.delivery.RouteKeys;
import ai.genops.destination.delivery.Transport;
import ai.genops.event.EventJson;
import ai.genops.pipeline.DestinationRuntime;
import ai.genops.pipeline.Route;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Appends batches to a file. One thread at a time.
final class FileTransport implements Transport {
    private final FileSettings settings;
    private @Nullable LineFile file;

    FileTransport(FileSettings settings) {
        this.settings = settings;
    }

    @Override
    public Encoder encoder(Route route) {
        route.options().choice("output_format", "ndjson", List.of("ndjson", "json"));
        RouteKeys.finish(route.options());
        return Encoder.stateless((event, out) -> {
            EventJson.write(event, out);
            out.raw('\n');
        });
    }

    @Override
    public long open(DestinationRuntime runtime) throws IOException {
        Path path = runtime.dataFolder().resolve(settings.path()).toAbsolutePath();
        makeFolder(Objects.requireNonNull(path.getParent()));
        FileChannel positions = FileChannel.open(positionPath(path), CREATE, READ, WRITE);
        try {
            lock(positions, path);
            file = new LineFile(path, settings, positions, runtime.clock());
            return file.recover(runtime.checkpoint());
        } catch (IOException | RuntimeException e) {
            positions.close();
            throw e;
        }
    }

    @Override
    public List<Path> files(Path dataFolder) throws IOException {
        Path path = dataFolder.resolve(settings.path()).toAbsolutePath();
        return Files.exists(path) ? new Rotation(path, settings).all() : List.of();
    }

    @Override
    public Outcome send(Request request) throws IOException {
        Objects.requireNonNull(file).append(request);
        return new Outcome.Delivered();
    }

    /// Two cannot write one file.
    @Override
    public String refusesReplay() {
        return settings.path().isAbsolute()
                ? "its `path` is absolute, and a replay writes a file of its own; with a relative one that file is in the"
                        + " replay's folder"
                : "";
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }

    static Path positionPath(Path path) {
        return path.resolveSibling(path.getFileName() + ".position");
    }

    private static void makeFolder(Path folder) throws IOException {
        try {
            Files.createDirectories(folder);
        } catch (FileAlreadyExistsException e) {
            throw new IOException(e.getFile() + " is a file and no folder; give another `path`", e);
        }
    }

    private static void lock(FileChannel positions, Path path) throws IOException {
        try {
            if (positions.tryLock() != null) {
                return;
            }
        } catch (OverlappingFileLockException e) {
            // told below
        }
        throw new IOException(path + " is being written by another destination or server; give each its own `path`");
    }
}
