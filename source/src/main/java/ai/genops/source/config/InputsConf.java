package ai.genops.source.config;

import ai.genops.pipeline.config.Location;
import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.Yaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Splunk's inputs.conf, of which the stanzas `[http]` and `[http://name]` are read; others are noted and passed over.
/// A setting is `key = value` on a line of its own; a line that ends with `\` goes on in the next; `#` begins a
/// comment at the start of a line (Splunk: "inputs.conf", "About configuration files").
///
/// @param http what holds for the collector
/// @param tokens a stanza each, with its `name`
record InputsConf(Section http, List<Section> tokens) {
    private static final Pattern STANZA = Pattern.compile("\\[(.*)]");
    private static final String TOKEN = "http://";

    /// @param block that names the file; problems are told to whom it tells them
    static InputsConf read(Path file, Section block) {
        String name = String.valueOf(file.getFileName());
        Map<String, Yaml.Mapping> stanzas = new LinkedHashMap<>();
        try {
            new Reader(name, block).read(Files.readAllLines(file), stanzas);
        } catch (IOException e) {
            block.problems()
                    .error(
                            block.at("inputs_conf"),
                            "`" + file + "` cannot be read: " + e.getMessage(),
                            "Paths are relative to the configuration's folder.");
        }
        Section http = section(stanzas.getOrDefault("http", Yaml.Mapping.empty(Location.of(name))), block);
        List<Section> tokens = new ArrayList<>();
        stanzas.forEach((stanza, settings) -> {
            if (stanza.startsWith(TOKEN)) {
                var named = new LinkedHashMap<>(settings.members());
                String token = stanza.substring(TOKEN.length());
                named.put("name", new Yaml.Member(settings.at(), Yaml.text(settings.at(), token)));
                tokens.add(section(new Yaml.Mapping(settings.at(), named), block));
            } else if (!stanza.equals("http")) {
                block.problems().note(settings.at(), "`[" + stanza + "]` is no input of HTTP; it is passed over", "");
            }
        });
        return new InputsConf(http, tokens);
    }

    private static Section section(Yaml.Mapping mapping, Section block) {
        return new Section(mapping, block.problems(), block.secrets());
    }

    /// Takes the lines of one file apart.
    private record Reader(String file, Section block) {
        void read(List<String> lines, Map<String, Yaml.Mapping> stanzas) {
            Yaml.Mapping stanza = Yaml.Mapping.empty(Location.of(file));
            for (int i = 0; i < lines.size(); i++) {
                Location at = new Location(file, i + 1, 1);
                StringBuilder line = new StringBuilder(lines.get(i).strip());
                while (!line.isEmpty() && line.charAt(line.length() - 1) == '\\' && i + 1 < lines.size()) {
                    line.setLength(line.length() - 1);
                    line.append(lines.get(++i).strip());
                }
                Matcher header = STANZA.matcher(line);
                if (header.matches()) {
                    stanza = stanzas.computeIfAbsent(header.group(1), _ -> Yaml.Mapping.empty(at));
                } else if (!line.isEmpty() && line.charAt(0) != '#') {
                    setting(line.toString(), at, stanza);
                }
            }
        }

        private void setting(String line, Location at, Yaml.Mapping stanza) {
            int equals = line.indexOf('=');
            if (equals < 1) {
                block.problems().error(at, "`" + line + "` is no setting", "Write `key = value`.");
                return;
            }
            String key = line.substring(0, equals).strip();
            stanza.members()
                    .put(
                            key,
                            new Yaml.Member(
                                    at, Yaml.text(at, line.substring(equals + 1).strip())));
        }
    }
}
