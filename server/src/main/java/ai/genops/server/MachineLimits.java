package ai.genops.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What this machine can give.
///
/// @param heapBytes of memory that the process may use at most
/// @param diskBytes free where the data folder is, with what the log has already
record MachineLimits(int processors, long heapBytes, long diskBytes) {
    static MachineLimits of(Path dataFolder) {
        Runtime runtime = Runtime.getRuntime();
        return new MachineLimits(runtime.availableProcessors(), runtime.maxMemory(), diskBytes(dataFolder));
    }

    private static long diskBytes(Path dataFolder) {
        Path there = dataFolder.toAbsolutePath();
        while (there.getParent() != null && !Files.exists(there)) {
            there = there.getParent();
        }
        try {
            return Files.getFileStore(there).getUsableSpace();
        } catch (IOException e) {
            return Long.MAX_VALUE;
        }
    }
}
