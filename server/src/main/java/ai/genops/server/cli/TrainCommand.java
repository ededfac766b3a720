package ai.genops.server.cli;

import ai.genops.search.Search;
import ai.genops.search.SearchRequest;
import ai.genops.server.GenOpsServer;
import ai.genops.server.ServerOptions;
import ai.genops.server.ServerPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `genops train`: starts a server on free ports and an empty folder, searches once, and ends. The launcher runs it
/// once after a build, while the JVM records which classes a start needs: later starts find them loaded.
@Command(name = "train", hidden = true, description = "Run once through a start, for the JVM to record.")
final class TrainCommand implements Callable<Integer> {
    private static final List<String> ANY_PORT = List.of(
            "sources.genops_otlp_source.http_port=0", "sources.genops_otlp_source.grpc_port=0", "server.api_port=0");

    @Override
    public Integer call() throws IOException {
        Path home = ServerMixin.home();
        Path data = Files.createTempDirectory("genops-train");
        try {
            var options = new ServerOptions(home, home.resolve("config"), data, ANY_PORT, 0);
            ServerPlan plan = ServerPlan.read(options, _ -> null);
            try (var _ = GenOpsServer.start(plan, InstantSource.system())) {
                Search.of(() -> plan.lake().reader(), InstantSource.system(), ZoneId.systemDefault())
                        .run(SearchRequest.of("index=genops_ai genops.cost.total=* | stats sum(genops.cost.total)"));
            }
            return 0;
        } finally {
            delete(data);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.toList().reversed()) {
                Files.delete(file);
            }
        }
    }
}
