package ai.genops.destination.simulation;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.FileStoreAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.spi.FileSystemProvider;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What `java.nio.file.Files` asks of a file system.
final class SimulatedProvider extends FileSystemProvider {
    private final SimulatedFiles files;

    SimulatedProvider(SimulatedFiles files) {
        this.files = files;
    }

    private static List<String> names(Path path) {
        return SimulatedPath.of(path).names();
    }

    @Override
    public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        files.access();
        boolean write = options.contains(StandardOpenOption.WRITE);
        if (!write && files.disk().find(names(path)) instanceof SimulatedDisk.Folder folder) {
            return new SimulatedChannel(files, folder);
        }
        var content = files.disk().open(names(path), write && options.contains(StandardOpenOption.CREATE));
        if (write && options.contains(StandardOpenOption.TRUNCATE_EXISTING)) {
            content.truncate(0);
        }
        return new SimulatedChannel(files, content);
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        return newFileChannel(path, options, attributes);
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path folder, DirectoryStream.Filter<? super Path> filter)
            throws IOException {
        files.access();
        var paths = files.disk().folder(names(folder)).names().keySet().stream()
                .map(folder::resolve)
                .toList();
        return new DirectoryStream<>() {
            @Override
            public Iterator<Path> iterator() {
                return paths.iterator();
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public void createDirectory(Path folder, FileAttribute<?>... attributes) throws IOException {
        files.access();
        files.disk().createFolder(names(folder));
    }

    @Override
    public void delete(Path path) throws IOException {
        files.access();
        files.disk().delete(names(path));
    }

    @Override
    public void move(Path from, Path to, CopyOption... options) throws IOException {
        files.access();
        files.disk().rename(names(from), names(to));
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
        if (files.disk().find(names(path)) == null) {
            throw new NoSuchFileException(path.toString());
        }
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
            throws IOException {
        var node = files.disk().find(names(path));
        if (node == null) {
            throw new NoSuchFileException(path.toString());
        }
        return type.cast(new Attributes(node));
    }

    @Override
    public FileStore getFileStore(Path path) {
        return new Store(files.disk());
    }

    private record Attributes(SimulatedDisk.Node node) implements BasicFileAttributes {
        @Override
        public FileTime lastModifiedTime() {
            return FileTime.fromMillis(0);
        }

        @Override
        public FileTime lastAccessTime() {
            return FileTime.fromMillis(0);
        }

        @Override
        public FileTime creationTime() {
            return FileTime.fromMillis(0);
        }

        @Override
        public boolean isRegularFile() {
            return node instanceof SimulatedDisk.Content;
        }

        @Override
        public boolean isDirectory() {
            return node instanceof SimulatedDisk.Folder;
        }

        @Override
        public boolean isSymbolicLink() {
            return false;
        }

        @Override
        public boolean isOther() {
            return false;
        }

        @Override
        public long size() {
            return node instanceof SimulatedDisk.Content content ? content.size() : 0;
        }

        @Override
        public Object fileKey() {
            return node;
        }
    }

    private static final class Store extends FileStore {
        private final SimulatedDisk disk;

        Store(SimulatedDisk disk) {
            this.disk = disk;
        }

        @Override
        public long getUsableSpace() {
            return disk.faults.full ? 0 : Long.MAX_VALUE;
        }

        @Override
        public long getTotalSpace() {
            return Long.MAX_VALUE;
        }

        @Override
        public long getUnallocatedSpace() {
            return getUsableSpace();
        }

        @Override
        public String name() {
            return "simulated";
        }

        @Override
        public String type() {
            return "simulated";
        }

        @Override
        public boolean isReadOnly() {
            return false;
        }

        @Override
        public boolean supportsFileAttributeView(Class<? extends FileAttributeView> type) {
            return false;
        }

        @Override
        public boolean supportsFileAttributeView(String name) {
            return false;
        }

        @Override
        public <V extends FileStoreAttributeView> V getFileStoreAttributeView(Class<V> type) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Object getAttribute(String attribute) {
            throw new UnsupportedOperationException();
        }
    }

    @Override
    public String getScheme() {
        return "simulated";
    }

    @Override
    public boolean isSameFile(Path one, Path other) {
        return one.equals(other);
    }

    @Override
    public boolean isHidden(Path path) {
        return false;
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
        return files;
    }

    @Override
    public Path getPath(URI uri) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void copy(Path from, Path to, CopyOption... options) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <V extends FileAttributeView> V getFileAttributeView(Path path, Class<V> type, LinkOption... options) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setAttribute(Path path, String attribute, Object value, LinkOption... options) {
        throw new UnsupportedOperationException();
    }
}
