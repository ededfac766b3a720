package ai.genops.server.cli;

import ai.genops.observability.dashboard.Dashboard;
import ai.genops.observability.dashboard.DashboardException;
import ai.genops.observability.dashboard.DashboardFolder;
import ai.genops.observability.dashboard.DatadogWriter;
import ai.genops.observability.dashboard.GrafanaWriter;
import ai.genops.observability.dashboard.Imported;
import ai.genops.observability.dashboard.Panel;
import ai.genops.observability.dashboard.Shipped;
import ai.genops.observability.dashboard.SimpleXmlWriter;
import ai.genops.observability.dashboard.StudioWriter;
import ai.genops.search.Search;
import ai.genops.search.report.SearchException;
import ai.genops.server.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `genops dashboards`: dashboards as code, ours and those of the configuration's folder.
@Command(
        name = "dashboards",
        description = "List dashboards, export them to Splunk, Grafana and Datadog, import Splunk's.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DashboardsCommand.ListCommand.class,
            DashboardsCommand.ExportCommand.class,
            DashboardsCommand.ImportCommand.class
        })
final class DashboardsCommand implements Callable<Integer> {
    @picocli.CommandLine.Spec
    picocli.CommandLine.Model.@Nullable CommandSpec spec;

    @Override
    public Integer call() {
        java.util.Objects.requireNonNull(spec).commandLine().usage(System.out);
        return 0;
    }

    private static DashboardFolder folder(@Nullable Path config) {
        return new DashboardFolder(ServerMixin.absolute(config, "config").resolve("dashboards"));
    }

    /// Where a command looks for them.
    static final class Where {
        @Option(
                names = "--config",
                paramLabel = "DIR",
                description = "Folder of the configuration, with dashboards/*.xml and *.json.")
        @Nullable
        Path config;

        @Option(
                names = "--index",
                paramLabel = "NAME",
                description = "The index that the shipped dashboards read. Default: ${DEFAULT-VALUE}.")
        String index = "genops_ai";

        DashboardFolder folder() {
            return DashboardsCommand.folder(config);
        }
    }

    /// `genops dashboards list`.
    @Command(name = "list", description = "What there is.", mixinStandardHelpOptions = true)
    static final class ListCommand implements Callable<Integer> {
        @picocli.CommandLine.Mixin
        Where where = new Where();

        @Override
        public Integer call() throws IOException {
            for (Dashboard shipped : Shipped.of(where.index)) {
                show(shipped, "shipped");
            }
            int code = 0;
            for (Path file : where.folder().files()) {
                try {
                    show(DashboardFolder.read(file).dashboard(), String.valueOf(file.getFileName()));
                } catch (DashboardException e) {
                    System.err.println(e.getMessage());
                    code = 1;
                }
            }
            return code;
        }

        private static void show(Dashboard dashboard, String origin) {
            System.out.printf(
                    "%-16s %-36s %2d panels  %s%n",
                    dashboard.id(), dashboard.title(), dashboard.panels().count(), origin);
        }
    }

    enum Format {
        SIMPLEXML,
        STUDIO,
        GRAFANA,
        DATADOG
    }

    /// `genops dashboards export`.
    @Command(
            name = "export",
            description = "Write a dashboard to standard output, in the form that another product takes.",
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "simplexml  Splunk: Dashboards > Create New Dashboard > Classic > Source",
                "studio     Splunk: Dashboards > Create New Dashboard > Dashboard Studio > Source",
                "grafana    Grafana: Dashboards > New > Import. Metrics come from Prometheus (the destination",
                "           prometheus_remote_write), tables from our search by the Infinity data source",
                "datadog    POST /api/v1/dashboard, on the metrics of the destination datadog_metrics",
                "",
                "For example: genops dashboards export cost --format grafana > cost.json"
            })
    static final class ExportCommand implements Callable<Integer> {
        @Parameters(paramLabel = "ID", description = "cost, compliance, budget, or one of the configuration's folder.")
        String id = "";

        @Option(
                names = {"-f", "--format"},
                paramLabel = "simplexml|studio|grafana|datadog",
                description = "Default: simplexml.")
        Format format = Format.SIMPLEXML;

        @picocli.CommandLine.Mixin
        Where where = new Where();

        @Override
        public Integer call() throws IOException {
            Dashboard dashboard = find();
            System.out.print(
                    switch (format) {
                        case SIMPLEXML -> SimpleXmlWriter.write(dashboard);
                        case STUDIO -> StudioWriter.write(dashboard);
                        case GRAFANA -> GrafanaWriter.write(dashboard);
                        case DATADOG -> DatadogWriter.write(dashboard);
                    });
            return 0;
        }

        private Dashboard find() throws IOException {
            Optional<Path> file = where.folder().find(id);
            if (file.isPresent()) {
                return read(file.get()).dashboard();
            }
            return Shipped.find(id, where.index)
                    .orElseThrow(() -> new UserException("there is no dashboard `" + id
                            + "`; there are "
                            + Shipped.of(where.index).stream()
                                    .map(Dashboard::id)
                                    .collect(Collectors.joining(", "))
                            + " and those of the configuration's dashboards folder"));
        }
    }

    /// `genops dashboards import`.
    @Command(
            name = "import",
            description = "Take a dashboard of Splunk (Simple XML, Studio's JSON) into the configuration's folder.",
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "The file is kept as it is. Exit code 0 if all of it is understood and every query can be run here,",
                "1 if something is left out or refused (it is told), 2 if it is no dashboard or the id is taken."
            })
    static final class ImportCommand implements Callable<Integer> {
        @Parameters(paramLabel = "FILE", description = "The file.")
        Path file = Path.of("");

        @Option(names = "--as", paramLabel = "ID", description = "Its id here. Default: the file's name.")
        @Nullable
        String id;

        @picocli.CommandLine.Mixin
        Where where = new Where();

        @Override
        public Integer call() throws IOException {
            if (!Files.isRegularFile(file)) {
                throw new UserException(file + " is not there");
            }
            String name = id == null ? DashboardFolder.id(file).toLowerCase(Locale.ROOT) : id;
            if (!DashboardFolder.isId(name)) {
                throw new UserException(
                        "`" + name + "` is no id: letters, digits, - and _, at most 64; name one with --as");
            }
            Imported imported = read(file);
            Path kept = add(name);
            List<String> remarks = new ArrayList<>(imported.left());
            imported.dashboard().panels().forEach(panel -> check(panel, remarks));
            remarks.forEach(System.err::println);
            System.out.println(kept + ": " + imported.dashboard().panels().count() + " panels"
                    + (remarks.isEmpty() ? "" : ", " + remarks.size() + " remarks"));
            return remarks.isEmpty() ? 0 : 1;
        }

        private Path add(String name) throws IOException {
            try {
                return where.folder().add(name, Files.readString(file));
            } catch (DashboardException e) {
                throw new UserException(String.valueOf(e.getMessage()));
            }
        }

        /// Queries with macros can only be read by the server that knows them.
        private static void check(Panel panel, List<String> remarks) {
            String spl = panel.query().spl();
            if (!spl.contains("`") && !spl.isBlank()) {
                try {
                    Search.check(spl);
                } catch (SearchException e) {
                    remarks.add("panel `" + panel.title() + "`: " + e.report());
                }
            }
        }
    }

    private static Imported read(Path file) throws IOException {
        try {
            return DashboardFolder.read(file);
        } catch (DashboardException e) {
            throw new UserException(String.valueOf(e.getMessage()));
        }
    }
}
