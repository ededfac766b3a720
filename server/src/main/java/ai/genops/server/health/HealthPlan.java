package ai.genops.server.health;

import ai.genops.pipeline.config.ConfigFolder;
import ai.genops.pipeline.config.Problems;
import ai.genops.pipeline.config.Secrets;
import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.Yaml;
import ai.genops.pipeline.config.YamlReader;
import ai.genops.server.notice.Recipients;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.DoubleSupplier;

/// How the server will watch itself, read and checked; nothing of it is started.
public final class HealthPlan {
    /// The rules of a configuration that has none.
    private static final String BUILT_IN = "health-rules.yaml";

    private final HealthSettings settings;
    private final HealthRules rules;
    private final Recipients recipients;

    private HealthPlan(HealthSettings settings, HealthRules rules, Recipients recipients) {
        this.settings = settings;
        this.rules = rules;
        this.recipients = recipients;
    }

    /// Reads the folder `alerts`, and blocks of other folders that are rules; without any, the built-in rules hold.
    /// @param random gives numbers in [0, 1), for the jitter of retries; safe for concurrent use
    public static HealthPlan read(
            HealthSettings settings,
            ConfigFolder folder,
            List<Section> elsewhere,
            DoubleSupplier random,
            Problems problems) {
        List<Section> blocks = new ArrayList<>(folder.blocks("alerts").values());
        blocks.removeIf(block -> block.has("search")); // an alert of a search
        blocks.addAll(elsewhere);
        if (blocks.isEmpty()) {
            blocks.add(builtIn(problems));
        }
        HealthRules rules = HealthRules.read(blocks, problems);
        List<Recipients.Named> named = rules.rules().stream()
                .map(rule -> new Recipients.Named(rule.notifies(), rule.at()))
                .toList();
        return new HealthPlan(settings, rules, Recipients.read(named, folder.blocks("destinations"), random, problems));
    }

    /// Whether a block of another folder holds rules and nothing else.
    public static boolean isRules(Section block) {
        return HealthRules.isIn(block);
    }

    HealthSettings settings() {
        return settings;
    }

    HealthRules rules() {
        return rules;
    }

    Recipients recipients() {
        return recipients;
    }

    private static Section builtIn(Problems problems) {
        try (InputStream in = HealthPlan.class.getResourceAsStream(BUILT_IN)) {
            String text = new String(Objects.requireNonNull(in, BUILT_IN).readAllBytes(), StandardCharsets.UTF_8);
            Yaml yaml = Objects.requireNonNull(YamlReader.parse(text, "built-in " + BUILT_IN, problems));
            return new Section((Yaml.Mapping) yaml, problems, new Secrets(_ -> null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
