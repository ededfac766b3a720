package ai.genops.destination.simulation;

import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A [SimulatedDisk] as one machine sees it: a file system of the JDK, so that what uses `java.nio.file` runs on it
/// as it is. Every access may take its time, in which others run.
final class SimulatedFiles extends FileSystem {
    private @Nullable SimulatedDisk mounted;
    private final Machine machine;
    private final SimulatedProvider provider = new SimulatedProvider(this);

    SimulatedFiles(SimulatedDisk disk, Machine machine) {
        mounted = disk;
        this.machine = machine;
    }

    SimulatedDisk disk() {
        return Objects.requireNonNull(mounted, "not mounted");
    }

    /// A call of the operating system.
    void access() {
        if (Thread.currentThread().isVirtual() && disk().random().nextInt(4) == 0) {
            machine.letOthersRun();
        }
    }

    /// Waits for the hardware.
    void sync() {
        if (Thread.currentThread().isVirtual()) {
            boolean stalls = disk().happens(disk().faults.stall);
            int micros = disk().random().nextInt(stalls ? 10_000_000 : 4_000);
            machine.spend(Duration.ofNanos(micros * 1000L));
        }
    }

    @Override
    public FileSystemProvider provider() {
        return provider;
    }

    @Override
    public void close() {
        mounted = null;
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public boolean isReadOnly() {
        return false;
    }

    @Override
    public String getSeparator() {
        return "/";
    }

    @Override
    public Iterable<Path> getRootDirectories() {
        return List.of(getPath("/"));
    }

    @Override
    public Iterable<FileStore> getFileStores() {
        return List.of();
    }

    @Override
    public Set<String> supportedFileAttributeViews() {
        return Set.of("basic");
    }

    @Override
    public Path getPath(String first, String... more) {
        return SimulatedPath.of(this, more.length == 0 ? first : first + "/" + String.join("/", more));
    }

    @Override
    public PathMatcher getPathMatcher(String syntaxAndPattern) {
        throw new UnsupportedOperationException();
    }

    @Override
    public UserPrincipalLookupService getUserPrincipalLookupService() {
        throw new UnsupportedOperationException();
    }

    @Override
    public WatchService newWatchService() {
        throw new UnsupportedOperationException();
    }
}
