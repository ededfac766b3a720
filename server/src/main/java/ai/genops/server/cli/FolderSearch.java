package ai.genops.server.cli;

import ai.genops.lake.DataKeys;
import ai.genops.lake.Lake;
import ai.genops.lake.LakeException;
import ai.genops.pipeline.config.Problem;
import ai.genops.pipeline.config.Problems;
import ai.genops.search.Result;
import ai.genops.search.Search;
import ai.genops.search.SearchRequest;
import ai.genops.search.function.EngineFunctions;
import ai.genops.search.knowledge.Knowledge;
import ai.genops.search.knowledge.Lookups;
import ai.genops.server.ServerOptions;
import ai.genops.server.ServerPlan;
import ai.genops.server.UserException;
import ai.genops.server.knowledge.SearchPlan;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Searches a data folder that no server has open.
final class FolderSearch {
    private FolderSearch() {}

    static Result run(Path data, SearchRequest request) {
        return run(data, Knowledge.NONE, () -> DataKeys.NONE, request);
    }

    /// With the macros, saved searches and keys of a configuration.
    static Result run(Path data, Path config, SearchRequest request) {
        var options = new ServerOptions(ServerMixin.home(), config, data, List.of(), 0);
        return run(
                data,
                known(config),
                () -> ServerPlan.read(options, System::getenv).server().dataKeys(),
                request);
    }

    private static Result run(Path data, Knowledge known, Supplier<DataKeys> keys, SearchRequest request) {
        Search.check(request.spl(), known);
        try (Lake lake = Lake.readOnly(data.resolve("lake"), Lake.Settings.DEFAULT)) {
            lake.with(EngineFunctions::register);
            if (lake.needsKeys()) {
                lake.with(keys.get());
            }
            lake.open();
            lake.await();
            return Search.of(() -> lake.reader(), InstantSource.system(), ZoneId.systemDefault())
                    .with(() -> known)
                    .run(request);
        } catch (LakeException e) {
            throw new UserException("no server answers, and the data folder cannot be searched: " + e.getMessage());
        }
    }

    /// @throws UserException with all that is wrong with them
    private static Knowledge known(Path config) {
        var problems = new Problems();
        SearchPlan plan = SearchPlan.read(config, false, ZoneId.systemDefault(), problems);
        if (problems.hasErrors()) {
            throw new UserException(
                    problems.errors().stream().map(Problem::toString).collect(Collectors.joining("\n")));
        }
        return plan.with(Lookups.NONE);
    }
}
