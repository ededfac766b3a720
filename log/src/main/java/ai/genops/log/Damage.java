package ai.genops.log;

/// A place in a segment where no valid frame could be read.
///
/// @param segment name of the file
/// @param offset first damaged byte
/// @param bytes up to the next good frame, or the end of what was written; 0 if the file is not there, or says
///     nothing at all
public record Damage(String segment, long offset, long bytes) {
    /// A file that should be there.
    static Damage missing(long number) {
        return new Damage(Segment.name(number), 0, 0);
    }

    /// For people: where, and how much.
    @Override
    public String toString() {
        return bytes == 0
                ? segment + ": missing or unreadable; its records are lost"
                : "%s: %d damaged bytes at offset %d; their records are lost".formatted(segment, bytes, offset);
    }
}
