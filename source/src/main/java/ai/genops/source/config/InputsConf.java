package ai.genops.source.config;

import ai.genops.pipeline.config.ConfFile;
import ai.genops.pipeline.config.Location;
import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.Yaml;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Splunk's inputs.conf, of which the stanzas `[http]` and `[http://name]` are read; others are noted and passed over
/// (Splunk: "inputs.conf").
///
/// @param http what holds for the collector
/// @param tokens a stanza each, with its `name`
record InputsConf(Section http, List<Section> tokens) {
    private static final String TOKEN = "http://";

    /// @param block that names the file; problems are told to whom it tells them
    static InputsConf read(Path file, Section block) {
        String name = String.valueOf(file.getFileName());
        Map<String, ConfFile.Stanza> stanzas = Map.of();
        try {
            stanzas = ConfFile.read(file, name, block.problems()).stanzas();
        } catch (IOException e) {
            block.problems()
                    .error(
                            block.at("inputs_conf"),
                            "`" + file + "` cannot be read: " + e.getMessage(),
                            "Paths are relative to the configuration's folder.");
        }
        Section http = new Section(Yaml.Mapping.empty(Location.of(name)), block.problems(), block.secrets());
        List<Section> tokens = new ArrayList<>();
        for (ConfFile.Stanza stanza : stanzas.values()) {
            Yaml.Mapping settings = Yaml.Mapping.empty(stanza.at());
            stanza.settings()
                    .forEach((key, setting) -> settings.members()
                            .put(key, new Yaml.Member(setting.at(), Yaml.text(setting.at(), setting.value()))));
            if (stanza.name().startsWith(TOKEN)) {
                String token = stanza.name().substring(TOKEN.length());
                settings.members().put("name", new Yaml.Member(stanza.at(), Yaml.text(stanza.at(), token)));
                tokens.add(new Section(settings, block.problems(), block.secrets()));
            } else if (stanza.name().equals("http")) {
                http = new Section(settings, block.problems(), block.secrets());
            } else {
                block.problems()
                        .note(stanza.at(), "`[" + stanza.name() + "]` is no input of HTTP; it is passed over", "");
            }
        }
        return new InputsConf(http, tokens);
    }
}
