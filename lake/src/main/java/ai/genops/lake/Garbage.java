package ai.genops.lake;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/// Data files that were taken out of the manifest and wait to be deleted until nobody can read them any more: until
/// every connection for searching is closed that was open when the change was committed. What a crash leaves here is
/// removed at the next start, as any file that is not in the manifest. Safe for concurrent use.
final class Garbage {
    private final Lake lake;
    private final Witness witness;
    private final List<Heap> heaps = new ArrayList<>();

    private record Heap(List<String> paths, Readers.Earlier readers) {}

    Garbage(Lake lake, Witness witness) {
        this.lake = lake;
        this.witness = witness;
    }

    synchronized void add(List<String> paths, Readers.Earlier readers) {
        if (!paths.isEmpty()) {
            heaps.add(new Heap(paths, readers));
        }
    }

    /// Deletes what nobody reads.
    synchronized void sweep() throws SQLException {
        for (Iterator<Heap> each = heaps.iterator(); each.hasNext(); ) {
            Heap heap = each.next();
            if (heap.readers.areGone()) {
                for (String path : heap.paths) {
                    delete(Path.of(path));
                }
                each.remove();
            }
        }
    }

    private void delete(Path file) throws SQLException {
        try {
            Orphans.delete(file, lake.folder().toAbsolutePath().normalize());
        } catch (IOException e) {
            throw new SQLException("IO Error: `" + file + "`: " + e.getMessage(), e);
        }
        witness.at(Witness.Step.UNLINKED);
    }
}
