package ai.genops.log;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A file of records, one after another. Any thread may ask where it ends; one thread moves the end.
final class Segment {
    /// The header's page; frames follow it.
    static final int FIRST_FRAME = 4096;

    private static final String SUFFIX = ".segment";

    final SegmentHeader header;
    final Path file;
    final long fileBytes;
    private volatile End end;

    Segment(SegmentHeader header, Path file, long fileBytes, End end) {
        this.header = header;
        this.file = file;
        this.fileBytes = fileBytes;
        this.end = end;
    }

    /// Where the fsynced records end.
    ///
    /// @param position no frame of a record stands at or after it
    /// @param sequence all of the segment's records have smaller ones
    record End(long position, long sequence) {}

    End end() {
        return end;
    }

    void moveEnd(End end) {
        this.end = end;
    }

    boolean isEmpty() {
        return end.sequence() == header.base();
    }

    String name() {
        return file.getFileName().toString();
    }

    static Path file(Path directory, long number) {
        return directory.resolve(name(number));
    }

    static String name(long number) {
        return "%020d%s".formatted(number, SUFFIX);
    }

    /// The number in a segment file's name; null for other files.
    static @Nullable Long number(Path file) {
        String name = file.getFileName().toString();
        return name.matches("0\\d{19}\\" + SUFFIX)
                ? Long.valueOf(name.substring(0, name.length() - SUFFIX.length()))
                : null;
    }
}
