package ai.genops.log;

import java.io.IOException;
import java.nio.ByteBuffer;

/// Writes one segment, which never grows: its file has its full size before. Not thread-safe.
final class SegmentWriter implements AutoCloseable {
    final Segment segment;
    private final Disk.File file;
    private final Gather gather;
    private final Frame.Codec codec;
    private final ByteBuffer zeros = ByteBuffer.allocate(Frame.ALIGNMENT);

    private SegmentWriter(Segment segment, Disk.File file, ByteBuffer slab, long position) {
        this.segment = segment;
        this.file = file;
        this.gather = new Gather(file, slab, position);
        this.codec = new Frame.Codec(segment.header.number());
    }

    /// Makes a spare file a segment. Its header reaches the disk with its first records.
    static SegmentWriter start(Disk disk, SegmentFiles.Spare spare, long base, long now, ByteBuffer slab)
            throws IOException {
        var header = new SegmentHeader(spare.number(), base, now);
        var end = new Segment.End(Segment.FIRST_FRAME, base);
        var segment = new Segment(header, spare.file(), spare.bytes(), end);
        var writer = new SegmentWriter(segment, disk.openForWriting(spare.file()), slab, 0);
        writer.gather.put(header.page());
        return writer;
    }

    /// Goes on where recovery found the end.
    static SegmentWriter resume(Disk disk, Segment segment, ByteBuffer slab) throws IOException {
        return new SegmentWriter(
                segment, disk.openForWriting(segment.file), slab, segment.end().position());
    }

    boolean fits(Append append) {
        return gather.position() + append.frameBytes() <= segment.fileBytes;
    }

    void add(Append append, long sequence, long now) throws IOException {
        var frame = new Frame(append.bytes(), append.crc(), sequence, now);
        gather.put(codec.encode(frame, gather.position()));
        for (var part : append.parts()) {
            gather.put(part);
        }
        gather.align(zeros, Frame.ALIGNMENT);
    }

    /// Writes and fsyncs what was added. After an exception this segment must not be written again: the kernel may
    /// have dropped the pages and would report the next fsync as good.
    Segment.End commit(long nextSequence) throws IOException {
        gather.flush();
        file.force(false);
        return new Segment.End(gather.position(), nextSequence);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
