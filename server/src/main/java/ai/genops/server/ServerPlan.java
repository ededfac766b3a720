package ai.genops.server;

import ai.genops.lake.Lake;
import ai.genops.pipeline.config.ConfigFolder;
import ai.genops.pipeline.config.Location;
import ai.genops.pipeline.config.Problem;
import ai.genops.pipeline.config.Problems;
import ai.genops.pipeline.config.Secrets;
import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.load.Configuration;
import ai.genops.search.function.EngineFunctions;
import ai.genops.server.access.AccessSettings;
import ai.genops.server.alert.AlertPlan;
import ai.genops.server.health.HealthPlan;
import ai.genops.server.knowledge.SearchPlan;
import ai.genops.server.splunk.SplunkSettings;
import ai.genops.source.config.HecSourceConfig;
import ai.genops.source.config.OtlpSourceConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What a server will be: a whole configuration, read and checked, with every problem it has. Making one starts,
/// opens and writes nothing.
public record ServerPlan(
        ServerOptions options,
        ConfigFolder folder,
        ServerConfig server,
        List<PlannedSource> sources,
        List<PlannedCollector> collectors,
        DataProtection protection,
        Configuration configuration,
        HealthPlan health,
        AlertPlan alerts,
        SearchPlan searches,
        AccessSettings access,
        Lake lake,
        Problems problems,
        Secrets.Lookup environment) {
    /// An OTLP source and where its ports are configured.
    public record PlannedSource(OtlpSourceConfig config, Location httpPortAt, Location grpcPortAt) {}

    /// A HEC source and where its port is configured.
    public record PlannedCollector(HecSourceConfig config, Location portAt) {}

    public static ServerPlan read(ServerOptions options, Secrets.Lookup environment) {
        var lake =
                Lake.in(options.data().resolve("lake"), Lake.Settings.DEFAULT).with(EngineFunctions::register);
        return new PlanReader(options, environment, lake).read();
    }

    /// Reads the folder once more as it says now, for the server that this plan runs.
    PlanReader reader() {
        return new PlanReader(options, environment, lake);
    }

    /// The same plan with destinations, pipelines and lookups that have not been started, whatever the files say now.
    ServerPlan again() {
        return new ServerPlan(
                options,
                folder,
                server,
                sources,
                collectors,
                protection,
                reader().again(folder),
                health,
                alerts,
                searches,
                access,
                lake,
                problems,
                environment);
    }

    /// What another plan of the same folder has otherwise, of what a running server does not change.
    List<String> fixedDifferences(ServerPlan other) {
        List<String> differences = new ArrayList<>();
        if (!server.host().equals(other.server.host()) || server.apiPort() != other.server.apiPort()) {
            differences.add("`host` or `api_port` of server.yaml has changed: that holds from the next start on");
        }
        for (String block : List.of("splunk_api", "budgets", "log", "lake")) {
            Section now = configuration.server().section(block);
            Section then = other.configuration.server().section(block);
            if (!now.fingerprint().equals(then.fingerprint())) {
                differences.add("`" + block + "` of server.yaml has changed: that holds from the next start on");
            }
        }
        if (!texts(configuration.sources()).equals(texts(other.configuration.sources()))
                || !collectorConfigs().equals(other.collectorConfigs())) {
            differences.add("sources have changed: that holds from the next start on");
        }
        return differences;
    }

    /// With what their `inputs.conf` says, which is not in their own text.
    private List<HecSourceConfig> collectorConfigs() {
        return collectors.stream().map(PlannedCollector::config).toList();
    }

    private static Map<String, String> texts(Map<String, Section> sections) {
        return sections.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, one -> one.getValue().fingerprint()));
    }

    /// Every port it will listen on, with the place that says so.
    List<Ports.Wanted> ports() {
        List<Ports.Wanted> ports = new ArrayList<>();
        for (PlannedSource source : sources) {
            var listen = source.config().listen();
            ports.add(new Ports.Wanted(listen.host(), listen.httpPort(), source.httpPortAt()));
            ports.add(new Ports.Wanted(listen.host(), listen.grpcPort(), source.grpcPortAt()));
        }
        for (PlannedCollector collector : collectors) {
            ports.add(new Ports.Wanted(
                    collector.config().host(), collector.config().port(), collector.portAt()));
        }
        ports.add(new Ports.Wanted(
                server.host(), server.apiPort(), configuration.server().at("api_port")));
        SplunkSettings splunk = server.splunk();
        if (splunk.enabled()) {
            ports.add(new Ports.Wanted(splunk.host(), splunk.port(), splunk.portAt()));
        }
        return ports;
    }

    public List<Problem> errors() {
        return problems.errors();
    }
}
