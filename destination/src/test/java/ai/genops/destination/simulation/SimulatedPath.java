package ai.genops.destination.simulation;

import java.net.URI;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A path of a simulated disk: names, absolute or one after another.
record SimulatedPath(SimulatedFiles files, boolean isAbsolute, List<String> names) implements Path {
    static SimulatedPath of(SimulatedFiles files, String text) {
        var names = new ArrayList<String>();
        for (String name : text.split("/", -1)) {
            if (!name.isEmpty()) {
                names.add(name);
            }
        }
        return new SimulatedPath(files, text.startsWith("/"), List.copyOf(names));
    }

    static SimulatedPath of(Path path) {
        if (path instanceof SimulatedPath own) {
            return own;
        }
        throw new ProviderMismatchException(path.toString());
    }

    private SimulatedPath with(boolean absolute, List<String> other) {
        return new SimulatedPath(files, absolute, List.copyOf(other));
    }

    @Override
    public SimulatedFiles getFileSystem() {
        return files;
    }

    @Override
    public @Nullable Path getRoot() {
        return isAbsolute ? with(true, List.of()) : null;
    }

    @Override
    public @Nullable Path getFileName() {
        return names.isEmpty() ? null : with(false, List.of(names.getLast()));
    }

    @Override
    public @Nullable Path getParent() {
        boolean none = names.isEmpty() || (!isAbsolute && names.size() == 1);
        return none ? null : with(isAbsolute, names.subList(0, names.size() - 1));
    }

    @Override
    public int getNameCount() {
        return names.size();
    }

    @Override
    public Path getName(int index) {
        return with(false, List.of(names.get(index)));
    }

    @Override
    public Path subpath(int from, int to) {
        return with(false, names.subList(from, to));
    }

    @Override
    public boolean startsWith(Path other) {
        var prefix = of(other).names;
        return prefix.size() <= names.size() && names.subList(0, prefix.size()).equals(prefix);
    }

    @Override
    public boolean endsWith(Path other) {
        var suffix = of(other).names;
        return suffix.size() <= names.size()
                && names.subList(names.size() - suffix.size(), names.size()).equals(suffix);
    }

    @Override
    public Path normalize() {
        return this;
    }

    @Override
    public Path resolve(Path other) {
        if (other.isAbsolute()) {
            return other;
        }
        var all = new ArrayList<>(names);
        all.addAll(of(other).names);
        return with(isAbsolute, all);
    }

    @Override
    public Path relativize(Path other) {
        return with(false, of(other).names.subList(names.size(), of(other).names.size()));
    }

    @Override
    public URI toUri() {
        return URI.create("simulated:" + this);
    }

    @Override
    public Path toAbsolutePath() {
        return with(true, names);
    }

    @Override
    public Path toRealPath(LinkOption... options) {
        return toAbsolutePath();
    }

    @Override
    public WatchKey register(WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int compareTo(Path other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SimulatedPath path
                && path.files == files
                && path.isAbsolute == isAbsolute
                && path.names.equals(names);
    }

    @Override
    public int hashCode() {
        return Objects.hash(isAbsolute, names);
    }

    @Override
    public String toString() {
        return (isAbsolute ? "/" : "") + String.join("/", names);
    }
}
