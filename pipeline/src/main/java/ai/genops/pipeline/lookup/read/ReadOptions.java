package ai.genops.pipeline.lookup.read;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/// How a file is read.
///
/// @param encoding of a file that does not begin with a byte order mark
/// @param maxBytes of the file, unpacked; at most [#MOST_BYTES]
/// @param keyColumn the column that takes the names in a JSON object of objects
public record ReadOptions(Format format, Charset encoding, long maxBytes, String keyColumn) {
    /// A column's text is one array.
    public static final long MOST_BYTES = 2_000_000_000;

    /// What is usual.
    public static final long BYTES = 500_000_000;

    public static ReadOptions of(Format format) {
        return new ReadOptions(format, StandardCharsets.UTF_8, BYTES, "key");
    }
}
