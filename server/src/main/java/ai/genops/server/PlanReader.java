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
import ai.genops.pipeline.config.Problems;
import ai.genops.pipeline.config.Secrets;
import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.load.Configuration;
import ai.genops.pipeline.load.ConfigurationReader;
import ai.genops.search.knowledge.Lookups;
import ai.genops.server.ServerPlan.PlannedCollector;
import ai.genops.server.ServerPlan.PlannedSource;
import ai.genops.server.access.AccessSettings;
import ai.genops.server.alert.AlertPlan;
import ai.genops.server.alert.AlertRecord;
import ai.genops.server.edit.DraftTables;
import ai.genops.server.edit.EditRecord;
import ai.genops.server.health.HealthPlan;
import ai.genops.server.internal.InternalIndex;
import ai.genops.server.knowledge.SearchPlan;
import ai.genops.server.replay.ReplayException;
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

/// Reads a configuration folder as a whole, with every problem it has. What it reads belongs to one lake.
/// Reading starts, opens and writes nothing.
record PlanReader(ServerOptions options, Secrets.Lookup environment, Lake lake) {
    private static final String ACCESS = "access.yaml";

    ServerPlan read() {
        return read(Map.of());
    }

    /// The same as the folder would say if files had other texts.
    ServerPlan read(Map<String, String> texts) {
        try (var tables = DraftTables.of(options.config(), texts)) {
            return read(texts, tables.files());
        }
    }

    private ServerPlan read(Map<String, String> texts, Map<Path, Path> tables) {
        var problems = new Problems();
        var overrides = Overrides.of(options.settings(), problems);
        var folder = new ConfigFolder(options.config(), overrides, problems, secrets());
        texts.forEach(folder::draft);
        folder.draftTables(tables);
        SharedSettings shared = SharedSettings.read(folder, MachineLimits.of(options.data()));
        Configuration configuration = new ConfigurationReader(folder, problems, types(), shared.deliveries()).read();
        SourceFiles files = SourceFiles.of(configuration.sources(), problems);
        List<PlannedSource> sources = files.sources().stream()
                .map(sections -> source(sections, shared))
                .toList();
        List<PlannedCollector> collectors = files.collectors().stream()
                .map(block -> collector(block, shared))
                .toList();
        List<BufferSettings> buffers = sources.stream()
                .map(source -> source.config().surroundings().buffer())
                .toList();
        AccessSettings access = AccessSettings.read(Files.exists(folder.path(ACCESS)), folder.file(ACCESS));
        ServerConfig server = ServerConfig.read(
                configuration.server(), options.portOffset(), options.config(), buffers, shared, access.configured());
        apiStaysHere(configuration.server(), server, access);
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
        SearchPlan searches =
                SearchPlan.read(options.config(), texts, server.strictSearch(), ZoneId.systemDefault(), problems);
        AlertPlan alerts = AlertPlan.read(
                folder,
                searches.with(Lookups.NONE),
                ZoneId.systemDefault(),
                () -> ThreadLocalRandom.current().nextDouble(),
                problems);
        overrides.finish(problems);
        return new ServerPlan(
                options,
                folder,
                server,
                sources,
                collectors,
                shared.protection(),
                configuration,
                health,
                alerts,
                searches,
                access,
                lake,
                problems,
                environment);
    }

    /// The pipelines and destinations once more, as the folder says now, with the server's lake: for a second
    /// reading of the log beside the first.
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

    /// What was read from a folder, made once more.
    Configuration again(ConfigFolder folder) {
        var found = new Problems();
        return read(folder.asRead(found), found);
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
        DataProtection protection =
                SharedSettings.read(blocks, MachineLimits.of(options.data())).protection();
        return new Draft(configuration, files, prices, protection::before, found);
    }

    private ConfigFolder folder(Map<String, String> texts, Problems found) {
        var overrides = Overrides.of(options.settings(), found);
        var folder = new ConfigFolder(options.config(), overrides, found, secrets());
        texts.forEach(folder::draft);
        return folder;
    }

    private Configuration read(ConfigFolder folder, Problems found) {
        var shared = SharedSettings.read(folder, MachineLimits.of(options.data()));
        return new ConfigurationReader(folder, found, types(), shared.deliveries()).read();
    }

    private List<DestinationType> types() {
        List<DestinationType> types = new ArrayList<>(
                DestinationTypes.all(() -> ThreadLocalRandom.current().nextDouble(), System.out));
        types.addAll(LakeType.of(lake, options.config()));
        return types;
    }

    private Secrets secrets() {
        return new Secrets(environment).with(new SecretsManagerStore(environment));
    }

    private PlannedSource source(List<Section> sections, SharedSettings shared) {
        List<Section> files = new ArrayList<>(sections);
        files.addAll(shared.files());
        OtlpSourceConfig own = OtlpSourceConfig.read(options.config(), files);
        OtlpSourceConfig config =
                shared.security().over(own.with(shared.performance().limits(own.limits(), files)), sections.getFirst());
        Section section = sections.getFirst();
        notOurs(config.id(), section);
        var listen = config.listen().movedBy(options.portOffset());
        return new PlannedSource(config.at(listen), section.at("http_port"), section.at("grpc_port"));
    }

    private PlannedCollector collector(Section block, SharedSettings shared) {
        HecSourceConfig own = HecSourceConfig.read(block, options.config());
        HecSourceConfig config =
                shared.security().over(own.with(shared.performance().limits(own.limits(), List.of(block))));
        notOurs(config.id(), block);
        notOurs(config.inputId(), block);
        notOurs(config.otlpInputId(), block);
        return new PlannedCollector(config.movedBy(options.portOffset()), block.at("port"));
    }

    private static void notOurs(String id, Section block) {
        block.problems()
                .require(
                        !List.of(Alert.HEALTH_INPUT, AlertRecord.INPUT, InternalIndex.INPUT, EditRecord.INPUT)
                                .contains(id),
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
    private static void apiStaysHere(Section section, ServerConfig server, AccessSettings access) {
        Problems problems = section.problems();
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
