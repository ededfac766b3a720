package ai.genops.pipeline.config;

import static java.util.stream.Collectors.joining;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A YAML value that knows where it stands.
public sealed interface Yaml {
    Location at();

    /// A value as if it had been written plainly: for configurations in other formats.
    static Yaml text(Location at, String text) {
        return Scalar.plain(at, text);
    }

    /// What it says, without comments and layout: two values have the same text if they mean the same and list
    /// it in the same order.
    default String canonical() {
        return switch (this) {
            case Scalar scalar -> (scalar.plain ? "" : "'") + scalar.text.length() + ":" + scalar.text;
            case Sequence list -> list.items.stream().map(Yaml::canonical).collect(joining(",", "[", "]"));
            case Mapping mapping ->
                mapping.members.entrySet().stream()
                        .map(entry -> entry.getKey().length() + ":" + entry.getKey() + "="
                                + entry.getValue().value.canonical())
                        .collect(joining(",", "{", "}"));
        };
    }

    /// Text, quoted or plain. A plain one that reads as a number, a boolean or null has that as its value.
    /// `textAt` is where the first character of the text stands.
    record Scalar(Location at, Location textAt, String text, boolean plain) implements Yaml {
        static Scalar plain(Location at, String text) {
            return new Scalar(at, at, text, true);
        }

        /// Long, Double, Boolean, String or null, by YAML's core schema.
        public @Nullable Object value() {
            return plain ? Scalars.resolve(text) : text;
        }
    }

    record Sequence(Location at, List<Yaml> items) implements Yaml {}

    /// Members in the order of the file, under their names as written.
    record Mapping(Location at, Map<String, Member> members) implements Yaml {
        public static Mapping empty(Location at) {
            return new Mapping(at, new LinkedHashMap<>());
        }
    }

    /// A member of a mapping and where its name stands.
    record Member(Location at, Yaml value) {}
}
