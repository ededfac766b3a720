package ai.genops.server;

import ai.genops.pipeline.config.ConfigFolder;
import ai.genops.pipeline.config.Location;
import ai.genops.pipeline.config.Names;
import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.Yaml;
import ai.genops.server.backup.BackupPlan;
import ai.genops.server.backup.BackupSettings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the files in `settings/` say for everything: blocks of a source (`Buffer Settings`, `Health Check`,
/// `Data Parsing`, `Retry Policy`), of deliveries (`retry`, `destination_config`) and of the machine
/// (`performance_settings`), what protects data (`data_protection`, `security`), backups (`backup_strategy`), and
/// a cluster (`worker_nodes`, ...). What one destination says for itself comes before.
///
/// @param files as the sources read them, each for itself
/// @param deliveries what holds for every destination that does not say otherwise
record SharedSettings(
        List<Section> files,
        Yaml.Mapping deliveries,
        PerformanceSettings performance,
        DataProtection protection,
        SecuritySettings security,
        List<BackupPlan> backups) {
    private static final List<String> RETRY = List.of(
            "max_retries",
            "initial_retry_delay",
            "retry_interval",
            "max_retry_delay",
            "backoff_multiplier",
            "retry_backoff",
            "retry_on_status_codes");
    private static final List<String> BATCHING = List.of("batch_size", "flush_interval", "concurrency");

    static SharedSettings read(ConfigFolder folder, MachineLimits machine) {
        List<Section> files = new ArrayList<>();
        List<Section> performance = new ArrayList<>();
        Map<String, Yaml.Member> deliveries = new LinkedHashMap<>();
        DataProtection protection = DataProtection.NONE;
        SecuritySettings security = SecuritySettings.NONE;
        List<BackupPlan> backups = List.of();
        Collection<Section> all = folder.blocks("settings").values();
        for (Section file : all) {
            file.text("id", "");
            if (file.has("performance_settings")) {
                performance.add(file.section("performance_settings"));
            }
            if (file.has("data_protection")) {
                once(file, "data_protection", protection.equals(DataProtection.NONE));
                protection = DataProtection.read(file.section("data_protection"));
            }
            if (file.has("security")) {
                once(file, "security", security.equals(SecuritySettings.NONE));
                security = SecuritySettings.read(file.section("security"), folder);
            }
            if (file.has("backup_strategy")) {
                once(file, "backup_strategy", backups.isEmpty());
                backups = BackupSettings.strategy(file.section("backup_strategy"), folder.path());
            }
            ClusterSettings.read(file, folder.blocks("pipelines").keySet());
            take(file, "destination_config", BATCHING, deliveries);
            take(file, "retry", RETRY, deliveries);
            files.add(file);
        }
        List<Section> withSources = new ArrayList<>(all);
        withSources.addAll(folder.blocks("sources").values());
        for (Section file : withSources) {
            take(file, "retry_policy", RETRY, deliveries);
            if (file.find("health_check") instanceof Yaml.Mapping block) {
                put("health_check", new Yaml.Member(block.at(), block), file, deliveries);
            }
        }
        PerformanceSettings read = PerformanceSettings.read(performance, machine);
        read.batching().forEach(deliveries::putIfAbsent);
        return new SharedSettings(
                files, new Yaml.Mapping(Location.of("settings"), deliveries), read, protection, security, backups);
    }

    private static void once(Section file, String block, boolean first) {
        String text = "there is another `" + block + "` in `settings/` already";
        file.problems().require(first, file.at(block), text, "Keep one.");
    }

    /// Takes what a block says over into what holds for all; a key nobody knows is a mistake.
    private static void take(Section file, String block, List<String> known, Map<String, Yaml.Member> deliveries) {
        if (!file.has(block)) {
            return;
        }
        Section section = file.section(block);
        known.forEach(key -> {
            Yaml value = section.find(key);
            if (value != null) {
                put(
                        key.equals("retry_interval") ? "initial_retry_delay" : key,
                        new Yaml.Member(value.at(), value),
                        file,
                        deliveries);
            }
        });
        section.finish();
    }

    private static void put(String key, Yaml.Member member, Section file, Map<String, Yaml.Member> deliveries) {
        Yaml.Member first = deliveries.putIfAbsent(Names.key(key), member);
        if (first != null) {
            file.problems()
                    .note(
                            member.at(),
                            "`" + key + "` is said for all destinations at " + first.at() + " already, which holds",
                            "Keep one.");
        }
    }
}
