package ai.genops.pipeline.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Values given on the command line as `path=value`, put into the configuration in place of, or beside, what its
/// files say. A path names the folder, the block's id and the keys down to the value, separated by dots:
/// `sources.genops_otlp_source.http_port=14318`. An entry of a list is named by its `name` or its number from 0.
public final class Overrides {
    private final List<Setting> settings = new ArrayList<>();

    private static final class Setting {
        final List<String> path;
        final Yaml.Scalar value;
        boolean used;

        Setting(List<String> path, Yaml.Scalar value) {
            this.path = path;
            this.value = value;
        }
    }

    public static Overrides of(List<String> texts, Problems problems) {
        var overrides = new Overrides();
        for (String text : texts) {
            int equals = text.indexOf('=');
            Location at = Location.of("--set " + text);
            if (equals <= 0) {
                problems.error(at, "is not of the form path=value", "For example: --set server.api_port=9001");
            } else {
                List<String> path = List.of(text.substring(0, equals).split("\\."));
                overrides.settings.add(new Setting(path, Yaml.Scalar.plain(at, text.substring(equals + 1))));
            }
        }
        return overrides;
    }

    /// Puts into `block` every value whose path starts with `prefix`.
    public void apply(List<String> prefix, Yaml.Mapping block) {
        for (Setting setting : settings) {
            List<String> path = setting.path;
            if (path.size() > prefix.size() && matches(prefix, path.subList(0, prefix.size()))) {
                setting.used |= put(block, path.subList(prefix.size(), path.size()), setting.value);
            }
        }
    }

    /// Reports the values that found no place.
    public void finish(Problems problems) {
        for (Setting setting : settings) {
            problems.require(
                    setting.used,
                    setting.value.at(),
                    "names no block of the configuration",
                    "A path is FOLDER.ID.KEY, as in pipelines.genops-cost-governance.enabled=false, or server.KEY.");
        }
    }

    private static boolean matches(List<String> prefix, List<String> path) {
        for (int i = 0; i < prefix.size(); i++) {
            if (!Names.key(prefix.get(i)).equals(Names.key(path.get(i)))) {
                return false;
            }
        }
        return true;
    }

    private static boolean put(Yaml.Mapping block, List<String> path, Yaml.Scalar value) {
        String written = block.members().keySet().stream()
                .filter(name -> Names.key(name).equals(Names.key(path.getFirst())))
                .findFirst()
                .orElse(path.getFirst());
        if (path.size() == 1) {
            block.members().put(written, new Yaml.Member(value.at(), value));
            return true;
        }
        Yaml.Member member = block.members()
                .computeIfAbsent(written, _ -> new Yaml.Member(value.at(), Yaml.Mapping.empty(value.at())));
        return into(member.value(), path.subList(1, path.size()), value);
    }

    private static boolean into(Yaml container, List<String> path, Yaml.Scalar value) {
        return switch (container) {
            case Yaml.Mapping mapping -> put(mapping, path, value);
            case Yaml.Sequence sequence -> {
                Yaml entry = entry(sequence, path.getFirst());
                yield entry != null && path.size() > 1 && into(entry, path.subList(1, path.size()), value);
            }
            case Yaml.Scalar _ -> false;
        };
    }

    private static @Nullable Yaml entry(Yaml.Sequence sequence, String name) {
        for (int i = 0; i < sequence.items().size(); i++) {
            Yaml item = sequence.items().get(i);
            if (name.equals(Integer.toString(i)) || (item instanceof Yaml.Mapping block && isNamed(block, name))) {
                return item;
            }
        }
        return null;
    }

    private static boolean isNamed(Yaml.Mapping block, String name) {
        for (Map.Entry<String, Yaml.Member> member : block.members().entrySet()) {
            if (Names.key(member.getKey()).equals("name") && member.getValue().value() instanceof Yaml.Scalar scalar) {
                return scalar.text().equals(name);
            }
        }
        return false;
    }
}
