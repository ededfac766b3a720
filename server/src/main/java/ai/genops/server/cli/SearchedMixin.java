package ai.genops.server.cli;

import ai.genops.search.Result;
import ai.genops.search.SearchRequest;
import ai.genops.server.UserException;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What is searched: what a running server has, or else the data folder.
final class SearchedMixin {
    @Mixin
    ApiMixin server = new ApiMixin();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The data folder to search when no server runs. Default: ./data of this project.")
    @Nullable
    Path data;

    @Option(
            names = "--earliest",
            paramLabel = "TIME",
            description = "Start of the time searched: -1h, -7d@d, 2026-01-31T00:00:00. Default: everything.")
    @Nullable
    String earliest;

    @Option(names = "--latest", paramLabel = "TIME", description = "End of the time searched, exclusive.")
    @Nullable
    String latest;

    @Option(names = "--max-rows", paramLabel = "N", description = "Most rows. Default: ${DEFAULT-VALUE}.")
    int maxRows = SearchRequest.DEFAULT_MAX_ROWS;

    /// @throws UserException if the server that is named does not answer, or the folder cannot be searched
    Result run(String spl) throws IOException, InterruptedException {
        return run(SearchRequest.of(spl), null);
    }

    /// @param wanted whose time and rows the options say
    /// @param config the configuration whose macros and saved searches count in a folder; null: none
    Result run(SearchRequest wanted, @Nullable Path config) throws IOException, InterruptedException {
        SearchRequest request = wanted.between(earliest, latest).atMost(maxRows);
        Result answer = new ServerSearch(server.address(), data).run(request);
        if (answer != null) {
            return answer;
        }
        if (server.url != null) {
            throw new UserException("no server answers at " + server.url);
        }
        Path folder = data != null ? data : ServerMixin.home().resolve("data");
        return config == null ? FolderSearch.run(folder, request) : FolderSearch.run(folder, config, request);
    }
}
