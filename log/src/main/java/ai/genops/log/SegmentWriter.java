package ai.genops.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// Writes one segment, which never grows: its file has its full size before. Not thread-safe.
final class SegmentWriter implements AutoCloseable {
    final Segment segment;
    private final Disk.File file;
    private final Gather gather;
    private final Frame.Codec codec;
    private final FrameCipher.@Nullable Sealer sealer;
    private final CRC32C crc = new CRC32C();
    private final ByteBuffer zeros = ByteBuffer.allocate(Frame.ALIGNMENT);

    private SegmentWriter(
            Segment segment, Disk.File file, ByteBuffer slab, long position, @Nullable Encryption encryption) {
        this.segment = segment;
        this.file = file;
        this.gather = new Gather(file, slab, position);
        this.codec = new Frame.Codec(segment.header.number());
        this.sealer = encryption == null ? null : new FrameCipher.Sealer(encryption, segment.header.number());
    }

    /// Makes a spare file a segment. Its header reaches the disk with its first records.
    static SegmentWriter start(
            Disk disk, SegmentFiles.Spare spare, long base, long now, ByteBuffer slab, @Nullable Encryption encryption)
            throws IOException {
        var header = encryption == null
                ? new SegmentHeader(spare.number(), base, now)
                : SegmentHeader.of(spare.number(), base, now, encryption.keys().newest(), encryption.keys());
        var end = new Segment.End(Segment.FIRST_FRAME, base);
        var segment = new Segment(header, spare.file(), spare.bytes(), end);
        var writer = new SegmentWriter(segment, disk.openForWriting(spare.file()), slab, 0, encryption);
        writer.gather.put(header.page());
        return writer;
    }

    /// Goes on where recovery found the end; the segment's key is the newest.
    static SegmentWriter resume(Disk disk, Segment segment, ByteBuffer slab, @Nullable Encryption encryption)
            throws IOException {
        return new SegmentWriter(
                segment, disk.openForWriting(segment.file), slab, segment.end().position(), encryption);
    }

    boolean fits(Append append) {
        long bytes = Frame.bytes((long) append.bytes() + (sealer == null ? 0 : FrameCipher.OVERHEAD));
        return gather.position() + bytes <= segment.fileBytes;
    }

    /// @param group how many records were added since the last commit
    void add(Append append, long sequence, int group, long now) throws IOException {
        if (sealer == null) {
            var frame = new Frame(append.bytes(), append.crc(), sequence, group, now, append.flags());
            gather.put(codec.encode(frame, gather.position()));
            for (var part : append.parts()) {
                gather.put(part);
            }
        } else {
            var frame = new Frame(0, 0, sequence, group, now, append.flags() | Frame.ENCRYPTED);
            var stored = sealer.seal(append, frame, gather.position());
            gather.put(codec.encode(frame.of(stored.length(), crc(stored)), gather.position()));
            gather.put(stored.view());
        }
        gather.align(zeros, Frame.ALIGNMENT);
    }

    private int crc(Bytes stored) {
        crc.reset();
        crc.update(stored.array(), 0, stored.length());
        return (int) crc.getValue();
    }

    /// Says that all that was committed is on the disk, if there is room to say it.
    void seal(long now) throws IOException {
        long sequence = segment.end().sequence();
        if (gather.position() + Frame.HEADER_BYTES <= segment.fileBytes) {
            gather.put(codec.encode(new Frame(0, 0, sequence, 0, now, Frame.SEAL), gather.position()));
            commit(sequence);
        }
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
