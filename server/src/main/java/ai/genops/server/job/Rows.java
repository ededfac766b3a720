package ai.genops.server.job;

import ai.genops.search.Result;
import java.io.IOException;
import java.util.List;

/// The rows of a result, put away: few in memory, many in a file.
sealed interface Rows permits RowsInMemory, RowsInFile {

    int count();

    /// What they take of memory or disk, about.
    long bytes();

    /// Some of them, from a place on.
    ///
    /// @throws IOException if they have gone, or cannot be read
    List<Result.Row> read(int offset, int count) throws IOException;

    /// Gives back what they take.
    void delete();
}
