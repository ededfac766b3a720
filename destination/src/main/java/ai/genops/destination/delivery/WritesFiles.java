package ai.genops.destination.delivery;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// A destination that may write files of lines on this machine. What [Deliveries#destination] makes is one, if it is
/// configured.
public interface WritesFiles {
    /// In the order in which they were written, the one being written last; empty if it writes none.
    ///
    /// @throws IOException if their folder cannot be read
    List<Path> files(Path dataFolder) throws IOException;
}
