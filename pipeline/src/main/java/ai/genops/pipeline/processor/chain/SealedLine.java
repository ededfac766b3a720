package ai.genops.pipeline.processor.chain;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A delivered line that ends as the chain has ended it.
///
/// @param computed the hash that the line's bytes have; the event is as it was if that is its `hash`
record SealedLine(String id, long sequence, String previous, String hash, String computed) {
    private static final String BEGIN = ",\"" + Seal.ID + "\":\"";
    private static final Pattern END = Pattern.compile(",\"chain\\.id\":\"([!-~&&[^\"\\\\]]+)\""
            + ",\"chain\\.sequence\":([1-9][0-9]{0,17})"
            + ",\"chain\\.previous\":\"([0-9a-f]{64})\""
            + "(,\"chain\\.hash\":\"([0-9a-f]{64})\")"
            // what every event has behind the pipeline's fields; in no text of JSON there is a quote by itself
            + ",\"sample_rate\":[-+.0-9eE]+,\"pipeline\":\"(?:[^\"\\\\]|\\\\.)*+\"}");

    /// Null if it does not end like that.
    static @Nullable SealedLine of(byte[] line, Seal seal) {
        String text = new String(line, StandardCharsets.ISO_8859_1); // a character for each byte
        int begin = text.lastIndexOf(BEGIN);
        if (begin < 0) {
            return null;
        }
        Matcher end = END.matcher(text).region(begin, text.length());
        if (!end.matches()) {
            return null;
        }
        String computed = seal.of(line, end.start(4), end.end(4));
        return new SealedLine(end.group(1), Long.parseLong(end.group(2)), end.group(3), end.group(5), computed);
    }

    boolean isGenuine() {
        return hash.equals(computed);
    }
}
