package ai.genops.source.config;

import ai.genops.pipeline.config.Section;
import java.util.ArrayList;
import java.util.List;

/// The blocks, of one file or several, that a group of settings may stand in. A setting stands in one of them.
final class Settings {
    private final List<Section> blocks = new ArrayList<>();

    Settings with(Section block) {
        blocks.add(block);
        return this;
    }

    /// How a value is read from a block that has it.
    @FunctionalInterface
    interface Reading<T> {
        T read(Section in, String key, T otherwise);
    }

    /// The value of a key; the default if no block has it. A second one is a problem.
    <T> T get(String key, T otherwise, Reading<T> reading) {
        T value = otherwise;
        Section found = null;
        for (Section block : blocks) {
            if (block.has(key)) {
                if (found != null) {
                    block.problems()
                            .error(block.at(key), "`" + key + "` stands at " + found.at(key) + " already", "Keep one.");
                } else {
                    value = reading.read(block, key, otherwise);
                    found = block;
                }
            }
        }
        return value;
    }

    /// Which of several names for one setting is used; the first if none is.
    String key(String... names) {
        String used = names[0];
        boolean found = false;
        for (String name : names) {
            if (has(name)) {
                require(!found, name, "`" + name + "` and `" + used + "` say the same");
                used = name;
                found = true;
            }
        }
        return used;
    }

    boolean has(String key) {
        return blocks.stream().anyMatch(block -> block.has(key));
    }

    void require(boolean holds, String key, String text) {
        require(holds, key, text, "");
    }

    void require(boolean holds, String key, String text, String hint) {
        if (!holds && !blocks.isEmpty()) {
            Section block = holder(key);
            block.problems().error(block.at(key), text, hint);
        }
    }

    void note(String key, String text) {
        note(key, text, "");
    }

    void note(String key, String text, String hint) {
        Section block = holder(key);
        block.problems().note(block.at(key), text, hint);
    }

    void finish() {
        blocks.forEach(Section::finish);
    }

    /// The block that has a key, else the first.
    private Section holder(String key) {
        return blocks.stream().filter(block -> block.has(key)).findFirst().orElse(blocks.getFirst());
    }
}
