package ai.genops.search.sql;

import ai.genops.lake.DataFile;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a dataset has in files, for its inventory.
record InFiles(
        long rows,
        long bytes,
        @Nullable DataFile first,
        @Nullable DataFile last) {
    static InFiles of(String dataset, List<DataFile> files) {
        List<DataFile> own =
                files.stream().filter(file -> file.dataset().equals(dataset)).toList();
        return new InFiles(
                own.stream().mapToLong(DataFile::rows).sum(),
                own.stream().mapToLong(DataFile::bytes).sum(),
                own.stream().min(Comparator.comparing(DataFile::first)).orElse(null),
                own.stream().max(Comparator.comparing(DataFile::last)).orElse(null));
    }
}
