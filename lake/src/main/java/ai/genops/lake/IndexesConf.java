package ai.genops.lake;

import ai.genops.pipeline.config.ConfFile;
import ai.genops.pipeline.config.Location;
import ai.genops.pipeline.config.Section;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// Splunk's indexes.conf as datasets: a stanza `[name]` is one, with `frozenTimePeriodInSecs`, `maxTotalDataSizeMB` and
/// `coldToFrozenDir`; `[default]` holds for the others. Paths, buckets and other settings of Splunk's storage have no
/// meaning here and are passed over with a note
/// (https://docs.splunk.com/Documentation/Splunk/latest/Admin/Indexesconf).
final class IndexesConf {
    private static final String AGE = "frozenTimePeriodInSecs";
    private static final String SIZE = "maxTotalDataSizeMB";
    private static final String FROZEN = "coldToFrozenDir";

    private final String name;
    private final Section block;
    private final TreeSet<String> passedOver = new TreeSet<>();

    private IndexesConf(String name, Section block) {
        this.name = name;
        this.block = block;
    }

    private record Setting(Location at, String value) {}

    /// @param block that names the file under `indexes_conf`; problems are told to whom it tells them
    static List<DatasetConfig> read(Path file, Section block) {
        var reading = new IndexesConf(String.valueOf(file.getFileName()), block);
        try {
            return reading.datasets(stanzas(ConfFile.read(file, reading.name, block.problems())));
        } catch (IOException e) {
            block.problems()
                    .error(
                            block.at("indexes_conf"),
                            "`" + file + "` cannot be read: " + e.getMessage(),
                            "Paths are relative to the configuration's folder.");
            return List.of();
        }
    }

    private static Map<String, Map<String, Setting>> stanzas(ConfFile file) {
        Map<String, Map<String, Setting>> stanzas = new LinkedHashMap<>();
        file.stanzas().forEach((name, stanza) -> {
            Map<String, Setting> settings = new LinkedHashMap<>();
            stanza.settings()
                    .forEach((key, setting) -> settings.put(key, new Setting(setting.at(), plain(setting.value()))));
            stanzas.put(name, settings);
        });
        return stanzas;
    }

    /// Beyond Splunk's rule, a `#` after a blank begins a comment, too.
    private static String plain(String value) {
        return value.replaceFirst("\\s#.*", "").strip();
    }

    private List<DatasetConfig> datasets(Map<String, Map<String, Setting>> stanzas) {
        Map<String, Setting> common = stanzas.getOrDefault("default", Map.of());
        List<DatasetConfig> datasets = new ArrayList<>();
        stanzas.forEach((index, own) -> {
            if (index.startsWith("volume:") || index.startsWith("provider")) {
                passedOver.add("[" + index + "]");
            } else if (!index.equals("default") && isLegal(index)) {
                Map<String, Setting> settings = new LinkedHashMap<>(common);
                settings.putAll(own);
                datasets.add(dataset(index, settings));
            }
        });
        if (!passedOver.isEmpty()) {
            block.problems()
                    .note(
                            Location.of(name),
                            "of how Splunk stores indexes, these have no meaning here: "
                                    + String.join(", ", passedOver),
                            "");
        }
        return datasets;
    }

    private boolean isLegal(String index) {
        if (!DatasetConfig.isLegal(index)) {
            block.problems().error(Location.of(name), "`[" + index + "]` cannot name a dataset", DatasetConfig.RULE);
        }
        return DatasetConfig.isLegal(index);
    }

    private DatasetConfig dataset(String index, Map<String, Setting> settings) {
        settings.keySet().stream()
                .filter(key -> !List.of(AGE, SIZE, FROZEN).contains(key))
                .forEach(passedOver::add);
        long seconds = whole(settings, AGE);
        long megabytes = whole(settings, SIZE);
        Setting frozen = settings.get(FROZEN);
        if (frozen != null && frozen.value.contains("$")) {
            block.problems()
                    .error(
                            frozen.at,
                            "`" + FROZEN + "` is `" + frozen.value + "`, and there is no `$SPLUNK_DB` here",
                            "Write the folder's path.");
        }
        var keeping = new DatasetConfig.Keeping(
                megabytes << 20,
                frozen == null ? "" : frozen.value,
                megabytes == 0 && DatasetConfig.of(index, "", "").keeping().writeOnce());
        return new DatasetConfig(index, "", seconds == 0 ? "" : age(seconds), List.of(), keeping);
    }

    private static String age(long seconds) {
        return seconds % 86_400 == 0 ? seconds / 86_400 + " days" : seconds + " seconds";
    }

    private long whole(Map<String, Setting> settings, String key) {
        Setting setting = settings.get(key);
        if (setting == null) {
            return 0;
        }
        if (!setting.value.matches("[1-9][0-9]{0,10}")) {
            block.problems()
                    .error(
                            setting.at,
                            "`" + key + "` is `" + setting.value + "`",
                            "Write a whole number from 1 to 99,999,999,999.");
            return 0;
        }
        return Long.parseLong(setting.value);
    }
}
