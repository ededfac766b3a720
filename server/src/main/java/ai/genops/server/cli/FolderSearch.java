package ai.genops.server.cli;

import ai.genops.lake.Lake;
import ai.genops.lake.LakeException;
import ai.genops.search.Result;
import ai.genops.search.Search;
import ai.genops.search.SearchRequest;
import ai.genops.server.UserException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;

/// Searches a data folder that no server has open.
final class FolderSearch {
    private FolderSearch() {}

    static Result run(Path data, SearchRequest request) {
        Search.check(request.spl());
        try (Lake lake = Lake.readOnly(data.resolve("lake"), Lake.Settings.DEFAULT)) {
            lake.open();
            lake.await();
            return Search.of(() -> lake.reader(), InstantSource.system(), ZoneId.systemDefault())
                    .run(request);
        } catch (LakeException e) {
            throw new UserException("no server answers, and the data folder cannot be searched: " + e.getMessage());
        }
    }
}
