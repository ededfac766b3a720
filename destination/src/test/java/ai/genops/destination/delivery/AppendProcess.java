package ai.genops.destination.delivery;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Adds a line, then a thousand at once, to the file it is told; says which of the two failed.
final class AppendProcess {
    static final int MANY = 1_000;

    private AppendProcess() {}

    public static void main(String[] arguments) {
        Path file = Path.of(arguments[0]);
        append(file, "one", 1);
        append(file, "one of many that do not fit", MANY);
    }

    private static void append(Path file, String line, int times) {
        try {
            DurableFile.append(file, ByteBuffer.wrap((line + "\n").repeat(times).getBytes(StandardCharsets.UTF_8)));
            System.out.println("added " + times);
        } catch (IOException e) {
            System.out.println("failed " + times);
        }
    }
}
