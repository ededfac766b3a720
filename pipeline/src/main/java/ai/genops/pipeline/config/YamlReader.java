package ai.genops.pipeline.config;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// Parses YAML into values that know their place. Anchors, tags and several documents in a file are not used in our
/// configuration; a repeated key is an error.
public final class YamlReader {
    private final Problems problems;
    private final String file;
    private final List<String> lines;

    private YamlReader(String text, String file, Problems problems) {
        this.lines = text.lines().toList();
        this.file = file;
        this.problems = problems;
    }

    /// The file's value; null if it is empty or cannot be read, which is among the problems then.
    /// `shownAs` is how problems name the file.
    public static @Nullable Yaml read(Path path, String shownAs, Problems problems) {
        try {
            return parse(Files.readString(path), shownAs, problems);
        } catch (MalformedInputException e) {
            problems.error(Location.of(shownAs), "is not UTF-8 text", "Save the file as UTF-8.");
        } catch (IOException e) {
            problems.error(Location.of(shownAs), "cannot be read: " + e.getMessage(), "Check the file's permissions.");
        }
        return null;
    }

    public static @Nullable Yaml parse(String text, String shownAs, Problems problems) {
        return new YamlReader(text, shownAs, problems).parse(text);
    }

    private @Nullable Yaml parse(String text) {
        var settings = LoadSettings.builder().setLabel(file).setUseMarks(true).build();
        try {
            return new Compose(settings).composeString(text).map(this::value).orElse(null);
        } catch (MarkedYamlEngineException e) {
            Location at = e.getProblemMark()
                    .map(mark -> new Location(file, mark.getLine() + 1, mark.getColumn() + 1))
                    .orElse(Location.of(file));
            YamlErrors.tell(e.getProblem(), at, problems);
        } catch (YamlEngineException e) {
            problems.error(Location.of(file), "is not valid YAML: " + e.getMessage(), "Check the file's syntax.");
        }
        return null;
    }

    private Yaml value(Node node) {
        return switch (node) {
            case ScalarNode scalar -> scalar(scalar);
            case SequenceNode sequence -> sequence(sequence);
            case MappingNode mapping -> mapping(mapping);
            default -> throw new IllegalStateException("unknown YAML node " + node.getNodeType());
        };
    }

    private Yaml scalar(ScalarNode node) {
        Location at = at(node);
        return switch (node.getScalarStyle()) {
            case PLAIN -> new Yaml.Scalar(at, at, node.getValue(), true);
            case LITERAL, FOLDED -> new Yaml.Scalar(at, blockText(at), node.getValue(), false);
            default -> new Yaml.Scalar(at, new Location(file, at.line(), at.column() + 1), node.getValue(), false);
        };
    }

    /// The text of a block starts on the next line that is not blank, where its indentation ends.
    private Location blockText(Location marker) {
        int line = marker.line();
        while (line < lines.size() && lines.get(line).isBlank()) {
            line++;
        }
        String first = line < lines.size() ? lines.get(line) : "";
        return new Location(
                file, line + 1, first.length() - first.stripLeading().length() + 1);
    }

    private Yaml sequence(SequenceNode node) {
        List<Yaml> items = new ArrayList<>();
        node.getValue().forEach(item -> items.add(value(item)));
        return new Yaml.Sequence(at(node), items);
    }

    private Yaml mapping(MappingNode node) {
        Map<String, Yaml.Member> members = new LinkedHashMap<>();
        for (NodeTuple tuple : node.getValue()) {
            Location at = at(tuple.getKeyNode());
            String name = tuple.getKeyNode() instanceof ScalarNode key ? key.getValue() : "";
            if (members.putIfAbsent(name, new Yaml.Member(at, value(tuple.getValueNode()))) != null) {
                problems.error(at, "`" + name + "` stands here a second time", "Keep one of the two.");
            }
        }
        return new Yaml.Mapping(at(node), members);
    }

    private Location at(Node node) {
        return node.getStartMark()
                .map(mark -> new Location(file, mark.getLine() + 1, mark.getColumn() + 1))
                .orElse(Location.of(file));
    }
}
