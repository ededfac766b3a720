package ai.genops.server.cli;

import ai.genops.server.ServerPlan;
import ai.genops.server.UserException;
import ai.genops.server.alert.AlertDefinition;
import ai.genops.server.alert.export.DatadogMonitors;
import ai.genops.server.alert.export.SavedSearches;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `genops alerts export`.
@Command(
        name = "export",
        description = "Write the configuration's alerts of searches to standard output, as another product takes them.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "savedsearches    Splunk's savedsearches.conf, for an app's folder local",
            "datadog-monitor  a JSON array, each element a body of POST /api/v1/monitor; of alerts with `datadog`",
            "",
            "It asks no server. Exit code 2 if the configuration has errors, or the alert is not in that form."
        })
final class AlertsExportCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", arity = "0..1", description = "An alert's id. Default: all.")
    @Nullable
    String id;

    @Option(
            names = {"-f", "--format"},
            paramLabel = "savedsearches|datadog-monitor",
            required = true,
            converter = FormatConverter.class,
            description = "The form.")
    Format format = Format.SAVEDSEARCHES;

    @Mixin
    ServerMixin server = new ServerMixin();

    enum Format {
        SAVEDSEARCHES,
        DATADOG_MONITOR
    }

    static final class FormatConverter implements picocli.CommandLine.ITypeConverter<Format> {
        @Override
        public Format convert(String text) {
            return switch (text.toLowerCase(java.util.Locale.ROOT)) {
                case "savedsearches" -> Format.SAVEDSEARCHES;
                case "datadog-monitor" -> Format.DATADOG_MONITOR;
                default ->
                    throw new picocli.CommandLine.TypeConversionException(
                            "expected savedsearches or datadog-monitor, is '" + text + "'");
            };
        }
    }

    @Override
    public Integer call() {
        ServerPlan plan = ServerPlan.read(server.options(), System::getenv);
        if (plan.problems().hasErrors()) {
            plan.errors().forEach(System.err::println);
            return 2;
        }
        List<AlertDefinition> chosen = chosen(plan.alerts().alerts());
        System.out.print(
                switch (format) {
                    case SAVEDSEARCHES -> SavedSearches.write(chosen);
                    case DATADOG_MONITOR -> DatadogMonitors.write(withMonitors(chosen));
                });
        return 0;
    }

    private List<AlertDefinition> chosen(List<AlertDefinition> all) {
        List<AlertDefinition> chosen = all.stream()
                .filter(alert -> id == null || alert.id().equals(id))
                .toList();
        if (id != null && chosen.isEmpty()) {
            String known = all.stream().map(AlertDefinition::id).collect(Collectors.joining(", "));
            throw new UserException("there is no alert `" + id + "`; there are " + known);
        }
        return chosen;
    }

    private List<AlertDefinition> withMonitors(List<AlertDefinition> chosen) {
        for (AlertDefinition alert : chosen) {
            if (alert.monitors().isEmpty()) {
                String text =
                        "alert `" + alert.id() + "` has no `datadog`: a search is no monitor of metrics; say under "
                                + "`datadog` what its monitor is";
                if (id != null) {
                    throw new UserException(text);
                }
                System.err.println("note: " + text);
            }
        }
        return chosen;
    }
}
