package ai.genops.destination.simulation;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/// A file, or a folder that can be fsynced only, as `FileChannel` promises it: a read or a write may do less than was
/// asked, and an interrupted thread finds its channel closed.
final class SimulatedChannel extends FileChannel {
    private final SimulatedFiles files;
    private final SimulatedDisk disk;
    private final SimulatedDisk.Node node;
    private long position;

    SimulatedChannel(SimulatedFiles files, SimulatedDisk.Node node) {
        this.files = files;
        this.disk = files.disk();
        this.node = node;
    }

    private SimulatedDisk.Content content() throws IOException {
        if (!isOpen()) {
            throw new ClosedChannelException();
        }
        if (Thread.currentThread().isInterrupted()) {
            close();
            throw new ClosedByInterruptException();
        }
        if (node instanceof SimulatedDisk.Content content) {
            return content;
        }
        throw new IOException("Is a directory");
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        int count = read(target, position);
        position += Math.max(0, count);
        return count;
    }

    @Override
    public int read(ByteBuffer target, long from) throws IOException {
        var content = content();
        files.access();
        if (disk.happens(disk.faults.read)) {
            throw new IOException("Input/output error: read");
        }
        int length = Math.min(target.remaining(), Math.max(0, content.size() - (int) from));
        if (length == 0) {
            return target.hasRemaining() ? -1 : 0;
        }
        int some =
                length > 1 && disk.random().nextInt(16) == 0 ? 1 + disk.random().nextInt(length - 1) : length;
        var bytes = new byte[some];
        content.read((int) from, bytes, 0, some);
        target.put(bytes);
        return some;
    }

    @Override
    public long read(ByteBuffer[] targets, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        int count = write(source, position);
        position += count;
        return count;
    }

    @Override
    public int write(ByteBuffer source, long at) throws IOException {
        var content = content();
        files.access();
        int length = source.remaining();
        boolean fails = disk.happens(disk.faults.write);
        if (at + length > content.size()) {
            fails |= disk.faults.full;
        }
        boolean part = fails || (length > 1 && disk.random().nextInt(16) == 0);
        int some = part && length > 0 ? disk.random().nextInt(length) + (fails ? 0 : 1) : length;
        var bytes = new byte[some];
        source.get(bytes);
        content.write((int) at, bytes, 0, some);
        if (fails) {
            throw new IOException(disk.faults.full ? "No space left on device" : "Input/output error: write");
        }
        return some;
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
        long written = 0;
        for (int i = offset; i < offset + length; i++) {
            written += sources[i].hasRemaining() ? write(sources[i]) : 0;
            if (sources[i].hasRemaining()) {
                break;
            }
        }
        return written;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public FileChannel position(long to) {
        position = to;
        return this;
    }

    @Override
    public long size() throws IOException {
        return content().size();
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
        var content = content();
        files.access();
        if (size < content.size()) {
            content.truncate((int) size);
        }
        position = Math.min(position, size);
        return this;
    }

    /// What was written before the fsync began is safe, what is written meanwhile may be.
    @Override
    public void force(boolean metaData) throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            close();
            throw new ClosedByInterruptException();
        }
        files.sync();
        boolean fails = disk.happens(disk.faults.force);
        switch (node) {
            case SimulatedDisk.Content content when fails -> content.forceFails(disk.random());
            case SimulatedDisk.Content content -> content.force();
            case SimulatedDisk.Folder folder when !fails -> folder.force();
            case SimulatedDisk.Folder _ -> {}
        }
        if (fails) {
            throw new IOException("Input/output error: fsync");
        }
    }

    @Override
    public FileLock tryLock(long from, long size, boolean shared) {
        return new Held(this, from, size, shared);
    }

    private static final class Held extends FileLock {
        Held(FileChannel channel, long from, long size, boolean shared) {
            super(channel, from, size, shared);
        }

        @Override
        public boolean isValid() {
            return channel().isOpen();
        }

        @Override
        public void release() {}
    }

    @Override
    protected void implCloseChannel() {}

    @Override
    public FileLock lock(long from, long size, boolean shared) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long transferTo(long from, long count, WritableByteChannel target) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long from, long count) {
        throw new UnsupportedOperationException();
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long from, long size) {
        throw new UnsupportedOperationException();
    }
}
