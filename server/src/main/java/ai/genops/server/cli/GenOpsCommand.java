package ai.genops.server.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `genops` itself: shows what there is.
@Command(
        name = "genops",
        description = "Governs AI spending and behaviour, from the call to the audit trail.",
        subcommands = {
            UpCommand.class,
            SearchCommand.class,
            CheckCommand.class,
            LogCommand.class,
            AlertsCommand.class,
            StatusCommand.class,
            ReloadCommand.class,
            DashboardsCommand.class,
            DestinationsCommand.class,
            LettersCommand.class,
            TryCommand.class,
            PipelineCommand.class,
            LookupCommand.class,
            LakeCommand.class,
            SourcetypesCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            ConvertCommand.class,
            TapCommand.class,
            TokenCommand.class,
            AuditCommand.class,
            ConformanceCommand.class,
            TrainCommand.class,
            GenOpsCommand.TestCommand.class,
            GenOpsCommand.ExampleCommand.class,
            ValidateCommand.class,
            VersionCommand.class,
            AutoComplete.GenerateCompletion.class
        },
        mixinStandardHelpOptions = false,
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "`genops COMMAND --help` tells more. Start with: genops up --demo"})
public final class GenOpsCommand implements Callable<Integer> {
    @Spec
    @org.jspecify.annotations.Nullable
    CommandSpec spec;

    @picocli.CommandLine.Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    boolean help;

    @Override
    public Integer call() {
        java.util.Objects.requireNonNull(spec).commandLine().usage(System.out);
        return 0;
    }

    /// Known here for the help; the launcher runs it.
    @Command(name = "test", description = "Build with every check and run the tests.", mixinStandardHelpOptions = true)
    static final class TestCommand implements Callable<Integer> {
        @Override
        public Integer call() {
            System.err.println("genops test is run by the launcher: ./genops test");
            return 2;
        }
    }

    /// Known here for the help; the launcher runs it.
    @Command(
            name = "example",
            description = "Build a sample application of examples/ and run it.",
            mixinStandardHelpOptions = true)
    static final class ExampleCommand implements Callable<Integer> {
        @Override
        public Integer call() {
            System.err.println("genops example is run by the launcher: ./genops example spring-boot");
            return 2;
        }
    }
}
