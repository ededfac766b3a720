package ai.genops.pipeline.cribl;

import ai.genops.pipeline.config.Location;
import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.Yaml;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A block that is being written. Values stand where what they were made of stands, so that a problem with one is told
/// at its place in the file.
final class Block {
    private final Location at;
    private final Map<String, Yaml.Member> members = new LinkedHashMap<>();

    Block(Location at) {
        this.at = at;
    }

    static Block of(String type, Location at) {
        return new Block(at).text("type", type);
    }

    Block put(String key, Yaml value) {
        members.put(key, new Yaml.Member(value.at(), value));
        return this;
    }

    Block text(String key, String text) {
        return put(key, scalar(text, at));
    }

    /// A number, true or false.
    Block plain(String key, Object value, Location place) {
        return put(key, new Yaml.Scalar(place, place, value.toString(), true));
    }

    Block texts(String key, List<String> texts, Location place) {
        return put(
                key,
                new Yaml.Sequence(
                        place,
                        texts.stream().map(text -> (Yaml) scalar(text, place)).toList()));
    }

    Block blocks(String key, List<Block> blocks) {
        return put(
                key,
                new Yaml.Sequence(
                        at, blocks.stream().map(block -> (Yaml) block.yaml()).toList()));
    }

    Block copyAll(Yaml.Mapping from) {
        members.putAll(from.members());
        return this;
    }

    /// What `from` has under `key`, if it has.
    Block copy(String key, Section from) {
        return copy(key, key, from);
    }

    /// The same under another name.
    Block copy(String key, String theirs, Section from) {
        Yaml value = from.find(theirs);
        return value == null ? this : put(key, value);
    }

    boolean has(String key) {
        return members.containsKey(key);
    }

    boolean isEmpty() {
        return members.isEmpty();
    }

    Location at() {
        return at;
    }

    Yaml.Mapping yaml() {
        return new Yaml.Mapping(at, members);
    }

    static Yaml.Scalar scalar(String text, Location at) {
        return new Yaml.Scalar(at, at, text, false);
    }
}
