package ai.genops.destination.splunk;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Finds a member of the outermost object of JSON that a template has written: valid, without spaces.
final class TopLevel {
    private TopLevel() {}

    /// Where the inside of the object begins that is the value of `name`; -1 if there is none or it is no object.
    static int object(byte[] json, String name) {
        byte[] wanted = ("\"" + name + "\":{").getBytes(StandardCharsets.US_ASCII);
        int depth = 0;
        for (int i = 0; i < json.length; i++) {
            switch (json[i]) {
                case '{', '[' -> depth++;
                case '}', ']' -> depth--;
                case '"' -> {
                    int to = Math.min(json.length, i + wanted.length);
                    if (depth == 1 && Arrays.equals(json, i, to, wanted, 0, wanted.length)) {
                        return to;
                    }
                    i = stringEnd(json, i);
                }
                default -> {}
            }
        }
        return -1;
    }

    /// Where the quote stands that closes the string opened at `from`.
    private static int stringEnd(byte[] json, int from) {
        int i = from + 1;
        while (i < json.length && json[i] != '"') {
            i += json[i] == '\\' ? 2 : 1;
        }
        return i;
    }
}
