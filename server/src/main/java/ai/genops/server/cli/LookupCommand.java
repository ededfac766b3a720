package ai.genops.server.cli;

import ai.genops.pipeline.lookup.GeoSource;
import ai.genops.pipeline.lookup.LookupSource;
import ai.genops.pipeline.lookup.LookupTables;
import ai.genops.server.ServerPlan;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `genops lookup`: which tables there are, what a key finds in one, and a new one for a running server.
@Command(
        name = "lookup",
        description = "See the lookups of a configuration, what a key finds in one, and upload a table.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {LookupListCommand.class, LookupGetCommand.class, LookupUploadCommand.class},
        footer = {"", "How those of a running server stand, and when they were read again: /api/status, `lookups`."})
final class LookupCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        new picocli.CommandLine(this).usage(System.out);
        return 0;
    }

    /// The tables as a start of the server would read them, and which of them pipelines use.
    record Known(LookupTables tables, java.util.Set<String> unused) {
        static Known read(ServerMixin server) {
            LookupTables tables = ServerPlan.read(server.options(), System::getenv)
                    .configuration()
                    .lookups();
            var unused = new java.util.TreeSet<String>();
            tables.unused().forEach(source -> unused.add(source.id()));
            return new Known(tables, unused);
        }

        /// What a MaxMind database and a table have in common.
        static ai.genops.pipeline.lookup.LookupDefinition definition(ai.genops.pipeline.lookup.FileLookup state) {
            return switch (state) {
                case LookupSource table -> table.definition();
                case GeoSource database -> database.definition();
            };
        }
    }
}
