package ai.genops.pipeline.load;

import ai.genops.expression.Surroundings;
import ai.genops.pipeline.ConsumerBuffer;
import ai.genops.pipeline.Destination;
import ai.genops.pipeline.DestinationType;
import ai.genops.pipeline.config.ConfigFolder;
import ai.genops.pipeline.config.Names;
import ai.genops.pipeline.config.Problems;
import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.Yaml;
import ai.genops.pipeline.engine.Pipeline;
import ai.genops.pipeline.lookup.LookupTables;
import ai.genops.pipeline.processor.Condition;
import ai.genops.pipeline.processor.PipelineScope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Reads a configuration folder into what runs. It reads to the end whatever it meets, so that all problems are told
/// at once; what it gives is meant to run only if there are no errors among them.
public final class ConfigurationReader {
    private final ConfigFolder folder;
    private final Problems problems;
    private final Yaml.Mapping deliveries;
    private final Map<String, DestinationType> types = new LinkedHashMap<>();
    private final Map<String, ConsumerBuffer> buffers = new LinkedHashMap<>();
    /// Destinations that are there but of no known type.
    private final Set<String> broken = new HashSet<>();

    /// @param deliveries what holds for the deliveries of all destinations that do not say otherwise
    public ConfigurationReader(
            ConfigFolder folder, Problems problems, List<DestinationType> types, Yaml.Mapping deliveries) {
        this.deliveries = deliveries;
        this.folder = folder;
        this.problems = problems;
        types.forEach(type -> this.types.put(type.name(), type));
    }

    public Configuration read() {
        Section server = folder.file("server.yaml");
        Map<String, Section> sources = folder.blocks("sources");
        Map<String, Destination> destinations = destinations();
        List<Section> definitions = List.copyOf(folder.blocks("lookups").values());
        LookupTables lookups = LookupTables.read(folder.path("lookups"), folder.draftTables(), definitions, problems);
        Surroundings surroundings = ExpressionSettings.read(server.section("expressions"), lookups);
        List<Pipeline> pipelines = pipelines(destinations, lookups, surroundings);
        Lint.unused(lookups, problems);
        return new Configuration(server, sources, destinations, Map.copyOf(buffers), lookups, pipelines);
    }

    private Map<String, Destination> destinations() {
        Map<String, Destination> destinations = new LinkedHashMap<>();
        folder.blocks("destinations").forEach((id, block) -> {
            block.text("id", id);
            block.text("description", "");
            ConsumerBuffer buffer = ConsumerBuffer.read(block);
            if (buffer != null) {
                buffers.put(id, buffer);
            }
            String type = block.text("type");
            DestinationType known = types.get(type);
            if (known != null) {
                destinations.put(id, known.create(id, known.isDelivery() ? withDefaults(block) : block));
            } else {
                broken.add(id);
            }
            if (known == null && !type.isEmpty()) {
                problems.error(
                        block.at("type"),
                        "`type` is `" + type + "`, which is no destination",
                        Names.didYouMean(type, types.keySet()));
            }
        });
        return destinations;
    }

    /// Whether a destination is missing for a reason that is told already.
    private boolean isBroken(String destination) {
        return broken.contains(destination) || folder.isUnreadable("destinations", destination);
    }

    private Section withDefaults(Section block) {
        Yaml.Mapping defaults = deliveries;
        if (block.has("retry_interval")) { // another name of the same
            Map<String, Yaml.Member> others = new LinkedHashMap<>(deliveries.members());
            others.keySet().removeIf(name -> Names.key(name).equals(Names.key("initial_retry_delay")));
            defaults = new Yaml.Mapping(deliveries.at(), others);
        }
        return block.withDefaults(defaults);
    }

    private List<Pipeline> pipelines(
            Map<String, Destination> destinations, LookupTables lookups, Surroundings surroundings) {
        Map<String, Section> blocks = new CriblBlocks(lookups).ours(folder.blocks("pipelines"));
        var reader = new PipelineReader(destinations, this::isBroken, lookups, surroundings, problems);
        PipelineScope received = reader.newScope();
        var tables = new RouteTableReader(received, problems, blocks.keySet());
        Map<String, List<Way>> routes = new HashMap<>();
        folder.blocks("routes").forEach((id, block) -> {
            if (block.keys().contains("routes")) {
                tables.read(block);
            } else {
                routes.computeIfAbsent(block.text("pipeline", ""), _ -> new ArrayList<>())
                        .add(Way.open(block));
            }
        });
        Map<String, RouteTableReader.Entrance> entrances = tables.entrances();
        entrances.forEach((pipeline, entrance) ->
                routes.computeIfAbsent(pipeline, _ -> new ArrayList<>()).addAll(entrance.ways()));
        List<PipelineReader.Draft> drafts = new ArrayList<>();
        drafts.add(reader.asReceived(received, routesOf("", routes)));
        blocks.forEach((id, block) -> {
            var entrance = entrances.get(id);
            List<Condition> gates = entrance == null ? List.of() : List.of(entrance.condition());
            drafts.add(reader.read(id, block, gates, routesOf(id, routes)));
        });
        routes.forEach((pipeline, left) -> left.forEach(way -> problems.error(
                way.route().at("pipeline"),
                "there is no pipeline `" + pipeline + "`",
                Names.didYouMean(pipeline, blocks.keySet()))));
        return complete(drafts);
    }

    private static List<Pipeline> complete(List<PipelineReader.Draft> drafts) {
        Map<String, Set<String>> names = namesByDestination(drafts);
        List<Pipeline> pipelines = new ArrayList<>();
        for (var draft : drafts) {
            Pipeline pipeline = draft.complete(names); // checks the routes of one that is not enabled, too
            if (draft.enabled()) {
                pipelines.add(pipeline);
            }
        }
        return List.copyOf(pipelines);
    }

    /// The fields that pipelines set which lead to each destination.
    private static Map<String, Set<String>> namesByDestination(List<PipelineReader.Draft> drafts) {
        Map<String, Set<String>> names = new HashMap<>();
        for (var draft : drafts) {
            for (var route : draft.routes()) {
                names.computeIfAbsent(route.destination().id(), _ -> new TreeSet<>())
                        .addAll(draft.scope().fields().names());
            }
        }
        return names;
    }

    private static List<Way> routesOf(String pipeline, Map<String, List<Way>> routes) {
        List<Way> own = routes.remove(pipeline);
        return own == null ? List.of() : own;
    }
}
