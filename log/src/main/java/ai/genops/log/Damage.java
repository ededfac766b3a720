package ai.genops.log;

/// A place in a segment where no valid frame could be read.
///
/// @param segment name of the file
/// @param offset first damaged byte
/// @param bytes up to the next good frame, or the end of what was written
public record Damage(String segment, long offset, long bytes) {}
