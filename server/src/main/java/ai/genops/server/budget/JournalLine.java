package ai.genops.server.budget;

import ai.genops.remote.CallJson;
import ai.genops.remote.StoreCall;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// A call that changed the books, and when. As text: the CRC32C of what follows, the time, the operation, its
/// arguments.
record JournalLine(long millis, StoreCall call) {
    private static final int SUM_DIGITS = 8;

    String text() {
        String said = millis + " " + call.operation() + " " + CallJson.write(call);
        return sum(said) + " " + said + "\n";
    }

    /// Null if it is not one, or not whole.
    static @Nullable JournalLine read(String line) {
        if (line.length() <= SUM_DIGITS || !line.startsWith(sum(line.substring(SUM_DIGITS + 1)) + " ")) {
            return null;
        }
        String[] parts = line.split(" ", 4);
        return new JournalLine(Long.parseLong(parts[1]), CallJson.read(parts[2], parts[3]));
    }

    private static String sum(String text) {
        var sum = new CRC32C();
        sum.update(text.getBytes(StandardCharsets.UTF_8));
        return "%08x".formatted(sum.getValue());
    }
}
