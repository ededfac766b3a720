package ai.genops.source.receive;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/// What stands around the data of gzip's members (RFC 1952), byte by byte, for bodies come in pieces.
final class GzipFraming {
    private static final int HEADER_CRC = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int FIXED_HEADER = 10;
    private static final int TRAILER = 8;

    private enum Part {
        HEADER,
        EXTRA_LENGTH,
        EXTRA,
        NAME,
        COMMENT,
        HEADER_CRC,
        DATA,
        TRAILER
    }

    private final CRC32 crc = new CRC32();
    private long length;
    private Part part = Part.HEADER;
    private int read;
    private int flags;
    private int extraLength;
    private long trailer;

    /// Reads on until the data begins, true, or the input ends.
    boolean read(ByteBuffer in) {
        while (part != Part.DATA) {
            if (!in.hasRemaining()) {
                return false;
            }
            take(in.get() & 0xff);
        }
        return true;
    }

    void checksum(byte[] bytes, int offset, int count) {
        crc.update(bytes, offset, count);
        length += count;
    }

    /// The data has ended.
    void expectTrailer() {
        enter(Part.TRAILER);
    }

    /// Whether the input may end here.
    boolean complete() {
        return part == Part.HEADER && read == 0;
    }

    private void take(int next) {
        switch (part) {
            case HEADER -> header(next);
            case EXTRA_LENGTH -> {
                extraLength |= next << (8 * read++);
                if (read == 2) {
                    enter(extraLength > 0 ? Part.EXTRA : afterExtra());
                }
            }
            case EXTRA -> {
                if (++read == extraLength) {
                    enter(afterExtra());
                }
            }
            case NAME -> {
                if (next == 0) {
                    enter(afterName());
                }
            }
            case COMMENT -> {
                if (next == 0) {
                    enter(afterComment());
                }
            }
            case HEADER_CRC -> {
                if (++read == 2) {
                    enter(Part.DATA);
                }
            }
            case DATA -> throw new IllegalStateException("data is not framing");
            case TRAILER -> trailer(next);
        }
    }

    private void header(int next) {
        boolean possible = switch (read) {
            case 0 -> next == 0x1f;
            case 1 -> next == 0x8b;
            case 2 -> next == 8;
            case 3 -> (next & 0xe0) == 0;
            default -> true;
        };
        if (!possible) {
            throw malformed("it is not gzip");
        }
        if (read == 3) {
            flags = next;
        }
        if (++read == FIXED_HEADER) {
            crc.reset();
            length = 0;
            trailer = 0;
            extraLength = 0;
            enter((flags & EXTRA) != 0 ? Part.EXTRA_LENGTH : afterExtra());
        }
    }

    private void trailer(int next) {
        trailer |= (long) next << (8 * read++);
        if (read == TRAILER) {
            if ((int) trailer != (int) crc.getValue() || (int) (trailer >>> 32) != (int) length) {
                throw malformed("its checksum is wrong");
            }
            enter(Part.HEADER);
        }
    }

    private Part afterExtra() {
        return (flags & NAME) != 0 ? Part.NAME : afterName();
    }

    private Part afterName() {
        return (flags & COMMENT) != 0 ? Part.COMMENT : afterComment();
    }

    private Part afterComment() {
        return (flags & HEADER_CRC) != 0 ? Part.HEADER_CRC : Part.DATA;
    }

    private void enter(Part next) {
        part = next;
        read = 0;
    }

    private static RefusedException malformed(String what) {
        return new RefusedException(Reason.MALFORMED, "the compressed body cannot be read: " + what);
    }
}
