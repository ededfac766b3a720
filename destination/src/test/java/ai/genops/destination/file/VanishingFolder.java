package ai.genops.destination.file;

import ai.genops.destination.contract.Fault;
import ai.genops.destination.contract.Peer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A folder that goes away, as a disk does that is taken out, and comes back as it was.
final class VanishingFolder implements Peer {
    private static final Pattern LINE = Pattern.compile("(?m)^\\{.*\"n\":([0-9]+).*}\n");

    private final Supplier<Path> folder;

    /// @param folder known once the test runs
    VanishingFolder(Supplier<Path> folder) {
        this.folder = folder;
    }

    @Override
    public String address() {
        return folder.get().getFileName() + "/events.ndjson";
    }

    @Override
    public void next(Fault... faults) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void refuse(long number) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void echo(String text) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void down() {
        move(folder.get(), away());
    }

    @Override
    public void up() {
        move(away(), folder.get());
    }

    private Path away() {
        return folder.get().resolveSibling("away");
    }

    private static void move(Path from, Path to) {
        try {
            Files.move(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Line by line.
    @Override
    public List<Arrival> arrivals() {
        try (Stream<Path> files = Files.list(folder.get())) {
            return files.filter(file -> file.getFileName().toString().matches("events\\.ndjson(\\.[0-9]+)?"))
                    .flatMap(file -> LINE.matcher(content(file)).results())
                    .map(line -> Long.valueOf(line.group(1)))
                    .map(number -> new Arrival(Map.of(number, number.toString()), Set.of(number)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {}
}
