package ai.genops.server;

import ai.genops.destination.DestinationTypes;
import ai.genops.destination.alert.Alert;
import ai.genops.destination.aws.SecretsManagerStore;
import ai.genops.destination.delivery.Price;
import ai.genops.lake.Lake;
import ai.genops.lake.LakeDestination;
import ai.genops.lake.LakeType;
import ai.genops.pipeline.ConsumerBuffer;
import ai.genops.pipeline.Destination;
import ai.genops.pipeline.DestinationType;
import ai.genops.pipeline.config.ConfigFolder;
import ai.genops.pipeline.config.Location;
import ai.genops.pipeline.config.Overrides;
import ai.genops.pipeline.config.Problem;
import ai.genops.pipeline.config.Problems;
import ai.genops.pipeline.config.Secrets;
import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.load.Configuration;
import ai.genops.pipeline.load.ConfigurationReader;
import ai.genops.server.access.AccessSettings;
import ai.genops.server.alert.AlertPlan;
import ai.genops.server.alert.AlertRecord;
import ai.genops.server.health.HealthPlan;
import ai.genops.server.replay.ReplayException;
import ai.genops.server.splunk.SplunkSettings;
import ai.genops.server.trial.Draft;
import ai.genops.source.config.BufferSettings;
import ai.genops.source.config.HecSourceConfig;
import ai.genops.source.config.OtlpSourceConfig;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/// What a server will be: a whole configuration, read and checked, with every problem it has. Making one starts,
/// opens and writes nothing.
public record ServerPlan(
        ServerOptions options,
        ServerConfig server,
        List<PlannedSource> sources,
        List<PlannedCollector> collectors,
        Configuration configuration,
        HealthPlan health,
        AlertPlan alerts,
        AccessSettings access,
        Lake lake,
        Problems problems,
        Secrets.Lookup environment) {
    private static final String ACCESS = "access.yaml";

    /// An OTLP source and where its ports are configured.
    public record PlannedSource(OtlpSourceConfig config, Location httpPortAt, Location grpcPortAt) {}

    /// A HEC source and where its port is configured.
    public record PlannedCollector(HecSourceConfig config, Location portAt) {}

    public static ServerPlan read(ServerOptions options, Secrets.Lookup environment) {
        return read(options, environment, Lake.in(options.data().resolve("lake"), Lake.Settings.DEFAULT));
    }

    /// The folder once more as it says now, for the server that this plan runs.
    ServerPlan reread() {
        return read(options, environment, lake);
    }

    /// What another plan of the same folder has otherwise, of what a running server does not change.
    List<String> fixedDifferences(ServerPlan other) {
        List<String> differences = new ArrayList<>();
        if (!server.host().equals(other.server.host()) || server.apiPort() != other.server.apiPort()) {
            differences.add("`host` or `api_port` of server.yaml has changed: that holds from the next start on");
        }
        if (!text(configuration.server().section("splunk_api"))
                .equals(text(other.configuration.server().section("splunk_api")))) {
            differences.add("`splunk_api` of server.yaml has changed: that holds from the next start on");
        }
        if (!text(configuration.server().section("budgets"))
                .equals(text(other.configuration.server().section("budgets")))) {
            differences.add("`budgets` of server.yaml has changed: that holds from the next start on");
        }
        if (!text(configuration.server().section("log"))
                .equals(text(other.configuration.server().section("log")))) {
            differences.add("`log` of server.yaml has changed: that holds from the next start on");
        }
        if (!text(configuration.sources()).equals(text(other.configuration.sources()))) {
            differences.add("sources have changed: that holds from the next start on");
        }
        return differences;
    }

    private static String text(Section section) {
        return section.fingerprint();
    }

    private static Map<String, String> text(Map<String, Section> sections) {
        return sections.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, one -> one.getValue().fingerprint()));
    }

    private static ServerPlan read(ServerOptions options, Secrets.Lookup environment, Lake lake) {
        var problems = new Problems();
        var overrides = Overrides.of(options.settings(), problems);
        var folder = new ConfigFolder(options.config(), overrides, problems, secrets(environment));
        SharedSettings shared = SharedSettings.read(folder, MachineLimits.of(options.data()));
        Configuration configuration =
                new ConfigurationReader(folder, problems, types(lake, options.config()), shared.deliveries()).read();
        SourceFiles files = SourceFiles.of(configuration.sources(), problems);
        List<PlannedSource> sources = files.sources().stream()
                .map(sections -> source(sections, shared, options.portOffset()))
                .toList();
        List<PlannedCollector> collectors = files.collectors().stream()
                .map(block -> collector(block, shared, options))
                .toList();
        List<BufferSettings> buffers = sources.stream()
                .map(source -> source.config().surroundings().buffer())
                .toList();
        ServerConfig server = ServerConfig.read(
                configuration.server(), options.portOffset(), options.config(), buffers, shared.performance());
        AccessSettings access = AccessSettings.read(Files.exists(folder.path(ACCESS)), folder.file(ACCESS));
        apiStaysHere(configuration.server(), server, access, problems);
        unfedDatasets(configuration, problems);
        if (sources.isEmpty() && collectors.isEmpty()) {
            problems.note(
                    Location.of("sources"),
                    "there is no source, so nothing is received",
                    "Add a file such as sources/otlp.yaml with `id: otlp` and `type: otlp`.");
        }
        lakeHasNoDeadLetters(configuration, problems);
        HealthPlan health = HealthPlan.read(
                server.health(),
                folder,
                files.healthRules(),
                () -> ThreadLocalRandom.current().nextDouble(),
                problems);
        AlertPlan alerts = AlertPlan.read(
                folder,
                ZoneId.systemDefault(),
                () -> ThreadLocalRandom.current().nextDouble(),
                problems);
        overrides.finish(problems);
        return new ServerPlan(
                options,
                server,
                sources,
                collectors,
                configuration,
                health,
                alerts,
                access,
                lake,
                problems,
                environment);
    }

    /// The pipelines and destinations once more, as the folder says now, with this plan's lake: for a second reading of
    /// the log beside the first.
    ///
    /// @throws ReplayException if the configuration has errors by now
    Configuration again() {
        var found = new Problems();
        Configuration configuration = read(folder(Map.of(), found), found);
        if (found.hasErrors()) {
            throw new ReplayException("the configuration has changed since the start and has errors: "
                    + found.errors().getFirst());
        }
        return configuration;
    }

    /// The same as the folder would say if files had other texts, to try and never to start.
    Draft draft(Map<String, String> texts) {
        var found = new Problems();
        Configuration configuration = read(folder(texts, found), found);
        Map<String, Price> prices = new HashMap<>();
        ConfigFolder blocks = folder(texts, new Problems()); // what is wrong is told already
        blocks.blocks("destinations").forEach((id, block) -> prices.put(id, Price.read(block)));
        Map<String, String> files = new HashMap<>();
        blocks.blocks("pipelines")
                .forEach((id, block) -> files.put(id, block.at().file()));
        return new Draft(configuration, files, prices, found);
    }

    private ConfigFolder folder(Map<String, String> texts, Problems found) {
        var overrides = Overrides.of(options.settings(), found);
        var folder = new ConfigFolder(options.config(), overrides, found, secrets(environment));
        texts.forEach(folder::draft);
        return folder;
    }

    private Configuration read(ConfigFolder folder, Problems found) {
        var shared = SharedSettings.read(folder, MachineLimits.of(options.data()));
        return new ConfigurationReader(folder, found, types(lake, options.config()), shared.deliveries()).read();
    }

    private static List<DestinationType> types(Lake lake, Path config) {
        List<DestinationType> types = new ArrayList<>(
                DestinationTypes.all(() -> ThreadLocalRandom.current().nextDouble(), System.out));
        types.addAll(LakeType.of(lake, config));
        return types;
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

    private static Secrets secrets(Secrets.Lookup environment) {
        return new Secrets(environment).with(new SecretsManagerStore(environment));
    }

    private static PlannedSource source(List<Section> sections, SharedSettings shared, int portOffset) {
        List<Section> files = new ArrayList<>(sections);
        files.addAll(shared.files());
        OtlpSourceConfig own = OtlpSourceConfig.read(files.toArray(Section[]::new));
        OtlpSourceConfig config = own.with(shared.performance().limits(own.limits(), files));
        Section section = sections.getFirst();
        notOurs(config.id(), section);
        var listen = config.listen().movedBy(portOffset);
        return new PlannedSource(config.at(listen), section.at("http_port"), section.at("grpc_port"));
    }

    private static PlannedCollector collector(Section block, SharedSettings shared, ServerOptions options) {
        HecSourceConfig own = HecSourceConfig.read(block, options.config());
        HecSourceConfig config = own.with(shared.performance().limits(own.limits(), List.of(block)));
        notOurs(config.id(), block);
        notOurs(config.inputId(), block);
        notOurs(config.otlpInputId(), block);
        return new PlannedCollector(config.movedBy(options.portOffset()), block.at("port"));
    }

    private static void notOurs(String id, Section block) {
        block.problems()
                .require(
                        !id.equals(Alert.HEALTH_INPUT) && !id.equals(AlertRecord.INPUT),
                        block.at("id"),
                        "`" + id + "` is the server's own name for what it says of itself",
                        "Give the source another id.");
    }

    private static void lakeHasNoDeadLetters(Configuration configuration, Problems problems) {
        configuration.buffers().forEach((id, buffer) -> {
            boolean lake = configuration.destinations().get(id) instanceof LakeDestination;
            if (lake && buffer.action() == ConsumerBuffer.Action.DEAD_LETTER) {
                problems.error(
                        Location.of("destinations"),
                        "the `overflow_action` of `" + id + "` is dead_letter, and a lake has no dead letters",
                        "Use block or drop_oldest.");
            }
        });
    }

    private static void unfedDatasets(Configuration configuration, Problems problems) {
        for (Destination destination : configuration.destinations().values()) {
            if (destination instanceof LakeDestination lake) {
                lake.unfed()
                        .forEach(dataset -> problems.note(
                                Location.of("destinations"),
                                (lake.isChosenByEvents()
                                                ? "only events that ask for it as their index reach"
                                                : "no route feeds")
                                        + " the dataset `" + dataset + "` of `" + lake.id() + "`",
                                "Add a route with `dataset: " + dataset + "`, in a pipeline or in routes/."));
            }
        }
    }

    /// Beyond this machine nobody is known without a token.
    private static void apiStaysHere(Section section, ServerConfig server, AccessSettings access, Problems problems) {
        boolean loopback = server.host().equals("localhost");
        try {
            loopback |= InetAddress.ofLiteral(server.host()).isLoopbackAddress();
        } catch (IllegalArgumentException _) {
            // A name: who it is, is the network's affair.
        }
        problems.require(
                loopback || access.configured(),
                section.at("host"),
                "`host` is `" + server.host() + "`, which other machines can reach, and the API asks for no token",
                "Use 127.0.0.1, or add access.yaml, with which everybody needs a token.");
        if (!loopback && access.configured()) {
            problems.note(
                    section.at("host"),
                    "`host` is `" + server.host()
                            + "`, and the API speaks HTTP without TLS: tokens can be read on the way",
                    "Put a proxy with TLS in front of it, and leave `host` at 127.0.0.1.");
        }
    }
}
