package ai.genops.server.notice;

import ai.genops.destination.DestinationTypes;
import ai.genops.expression.Scope;
import ai.genops.pipeline.Destination;
import ai.genops.pipeline.DestinationType;
import ai.genops.pipeline.Route;
import ai.genops.pipeline.config.Location;
import ai.genops.pipeline.config.Names;
import ai.genops.pipeline.config.Problems;
import ai.genops.pipeline.config.Secret;
import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.Yaml;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleSupplier;

/// Who can be told. A rule or alert names destinations by id, or by type; for each that can carry notices there
/// is one made for them, from the same block but for what belongs to telemetry: its templates, its batching,
/// its headers if it is a webhook of Slack's.
public final class Recipients {
    private static final String SLACK_HOOKS = "https://hooks.slack.com/";

    /// Keys that say what telemetry looks like.
    private static final Set<String> OF_TELEMETRY = Set.of(
            "payloadtemplate", "subject", "eventaction", "batch", "batchformat", "batchsize", "flushinterval", "takes");

    private static final Set<String> OF_WEBHOOKS = Set.of("method", "headers", "compression", "compressionlevel");

    private final Map<String, Section> blocks;
    private final Map<String, DestinationType> types = new LinkedHashMap<>();
    private final Problems problems;
    private final Map<String, Recipient> made = new LinkedHashMap<>();
    private final Map<String, List<String>> byWord = new HashMap<>();

    /// A destination for notices, and how they are written.
    public record Recipient(Destination destination, Destination.Edge edge) {}

    /// The words by which somebody names them, and where those stand.
    public record Named(List<String> words, Location at) {}

    private Recipients(Map<String, Section> blocks, DoubleSupplier random, Problems problems) {
        this.blocks = blocks;
        this.problems = problems;
        DestinationTypes.notices(random).forEach(type -> types.put(type.name(), type));
    }

    /// Makes a destination for notices of each that can carry them, and finds out what the words mean.
    ///
    /// @param blocks of all destinations, by id
    /// @param random gives numbers in [0, 1), for the jitter of retries; safe for concurrent use
    public static Recipients read(
            Collection<Named> all, Map<String, Section> blocks, DoubleSupplier random, Problems problems) {
        var recipients = new Recipients(blocks, random, problems);
        blocks.forEach(recipients::make);
        for (Named named : all) {
            for (String word : named.words()) {
                recipients.byWord.computeIfAbsent(word, _ -> recipients.resolve(word, named.at()));
            }
        }
        return recipients;
    }

    /// All of them, by id.
    public Map<String, Recipient> all() {
        return made;
    }

    /// The ids that a word means; none if no destination is of that type.
    public List<String> named(String word) {
        return byWord.getOrDefault(word, List.of());
    }

    /// The ids of all that are named.
    Set<String> named() {
        Set<String> ids = new LinkedHashSet<>();
        byWord.values().forEach(ids::addAll);
        return ids;
    }

    /// The ids of those that words mean and that can be told now.
    public List<String> of(List<String> words) {
        Set<String> ids = new LinkedHashSet<>();
        for (String word : words) {
            for (String id : named(word)) {
                Recipient recipient = made.get(id);
                if (recipient != null && recipient.destination().availability().isReady()) {
                    ids.add(id);
                }
            }
        }
        return List.copyOf(ids);
    }

    private List<String> resolve(String word, Location at) {
        String key = Names.key(word);
        List<String> ids = new ArrayList<>();
        boolean isId = false;
        for (var block : blocks.entrySet()) {
            String type = type(block.getValue());
            if (block.getKey().equals(word)) {
                isId = true;
                String text = "`" + word + "` is a destination of type `" + type + "`, which cannot carry notices";
                problems.require(types.containsKey(type), at, text, "Name one of type " + types.keySet() + ".");
            }
            boolean meant = block.getKey().equals(word) || Names.key(type).equals(key);
            if (meant && types.containsKey(type)) {
                ids.add(block.getKey());
            }
        }
        if (ids.isEmpty() && !isId && !types.containsKey(key)) {
            List<String> known = new ArrayList<>(types.keySet());
            known.addAll(blocks.keySet());
            problems.error(at, "`" + word + "` is no destination, nor a type of them", Names.didYouMean(word, known));
        }
        return List.copyOf(ids);
    }

    private void make(String id, Section block) {
        String type = type(block);
        DestinationType known = types.get(type);
        if (known != null) {
            made.put(id, make(id, known, block));
        }
    }

    private Recipient make(String id, DestinationType type, Section block) {
        Yaml.Mapping kept = Yaml.Mapping.empty(block.at());
        boolean hook = !type.name().equals(block.text("type", ""));
        for (String name : block.keys()) {
            String key = Names.key(name);
            Yaml value = block.find(name);
            if (value != null && !OF_TELEMETRY.contains(key) && !(hook && OF_WEBHOOKS.contains(key))) {
                kept.members().put(name, new Yaml.Member(block.at(name), value));
            }
        }
        if (type.name().equals("pagerduty")) {
            // What fires is known here; a forgotten incident is to be closed, too.
            kept.members().keySet().removeIf(name -> Names.key(name).equals("resolve"));
            kept.members().put("resolve", new Yaml.Member(block.at(), always(block)));
        }
        Section section = new Section(kept, problems, block.secrets());
        List.of("id", "type", "description", "enabled", "buffer").forEach(section::find);
        Destination destination = type.create(id, section);
        Section options = new Section(Yaml.Mapping.empty(block.at()), problems, block.secrets());
        var route = new Route("", "health", options, Scope.of(NoticeEvent.FIELDS));
        return new Recipient(destination, destination.bind(route));
    }

    private static Yaml always(Section block) {
        return new Yaml.Scalar(block.at(), block.at(), "always", true);
    }

    /// A webhook at Slack's address speaks Slack's form.
    private static String type(Section block) {
        String type = block.text("type", "");
        if (!type.equals("webhook") || !block.has("url")) {
            return type;
        }
        Secret url = block.secrets().resolve(block.text("url"));
        String text = url.isPresent() ? url.value() : block.text("url");
        return text.startsWith(SLACK_HOOKS) ? "slack" : type;
    }
}
