package ai.genops.server.backup;

import ai.genops.destination.s3.BucketAddress;
import ai.genops.pipeline.config.Names;
import ai.genops.pipeline.config.Section;
import ai.genops.server.backup.Scope.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Reads what the configuration says of backups: the block `backup` of `server.yaml`, and `backup_strategy` in
/// `settings/`, which asks for configuration and state apart.
public final class BackupSettings {
    private static final int MOST = 10_000;
    private static final Duration LEAST = Duration.ofMinutes(1);
    private static final Map<String, Duration> FREQUENCIES =
            Map.of("hourly", Duration.ofHours(1), "daily", Duration.ofDays(1), "weekly", Duration.ofDays(7));
    private static final Map<String, Set<Part>> STATE = Map.of(
            "persistent_queues", EnumSet.of(Part.LOG),
            "checkpoints", EnumSet.of(Part.CHECKPOINTS),
            "lake", EnumSet.of(Part.LAKE),
            "all", EnumSet.complementOf(EnumSet.of(Part.CONFIGURATION)));

    private BackupSettings() {}

    /// What the block `backup` says; none if it does not say where to. What is wrong with it is among its problems.
    ///
    /// @param folder of the configuration, which `to` is relative to
    public static List<BackupPlan> read(Section block, Path folder) {
        boolean idle = !block.has("to") && !block.keys().isEmpty();
        block.problems()
                .require(!idle, block.at("to"), "`to` of the backup is missing", "Name a folder outside the data's.");
        Duration every = block.duration("every", Duration.ofDays(1));
        requireEvery(block, "every", every);
        int keep = block.integer("keep", 7, 0, MOST);
        List<BackupPlan> plans = new ArrayList<>();
        if (block.has("to")) {
            Place to = place(block, "to", folder);
            plans.add(new BackupPlan("backup", to, every, keep, Duration.ZERO, Scope.ALL));
        }
        block.finish();
        return plans;
    }

    /// What the block `backup_strategy` says. What is wrong with it is among its problems.
    public static List<BackupPlan> strategy(Section block, Path folder) {
        List<BackupPlan> plans = new ArrayList<>();
        if (block.has("config_backup")) {
            plans.add(configuration(block.section("config_backup"), folder));
        }
        if (block.has("state_backup")) {
            plans.add(state(block.section("state_backup"), folder));
        }
        if (block.has("replication")) {
            replication(block.section("replication"));
        }
        block.finish();
        return plans;
    }

    /// Plans that share a place would remove each other's backups.
    public static void requireApart(List<BackupPlan> plans, Section of) {
        for (BackupPlan plan : plans) {
            BackupPlan first = plans.stream()
                    .filter(other -> other.to().toString().equals(plan.to().toString()))
                    .findFirst()
                    .orElse(plan);
            of.problems()
                    .require(
                            first.equals(plan),
                            of.at(),
                            "`" + first.name() + "` and `" + plan.name() + "` back up to the same place, " + plan.to(),
                            "Give each a folder or prefix of its own.");
        }
    }

    private static BackupPlan configuration(Section block, Path folder) {
        List<String> includes = block.texts("includes");
        List<String> there = entries(folder);
        for (String name : includes) {
            if (!there.contains(name)) {
                String text = "the configuration has no `" + name + "` to back up";
                block.problems().note(block.at("includes"), text, Names.didYouMean(name, there));
            }
        }
        List<String> left =
                there.stream().filter(name -> !includes.contains(name)).toList();
        if (!includes.isEmpty() && !left.isEmpty()) {
            block.problems()
                    .note(
                            block.at("includes"),
                            "`includes` leaves out of the backup: " + String.join(", ", left),
                            "Leave `includes` away to back up all of the configuration.");
        }
        return plan("config_backup", block, folder, new Scope(EnumSet.of(Part.CONFIGURATION), includes));
    }

    private static List<String> entries(Path folder) {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(path -> String.valueOf(path.getFileName())).sorted().toList();
        } catch (IOException e) {
            return List.of(); // the folder's own reading tells
        }
    }

    private static BackupPlan state(Section block, Path folder) {
        List<String> includes = block.has("includes") ? block.texts("includes") : List.of("all");
        Set<Part> parts = EnumSet.noneOf(Part.class);
        for (String name : includes) {
            Set<Part> meant = STATE.get(name);
            String text = "`includes` of the state names `" + name + "`, which is unknown";
            block.problems().require(meant != null, block.at("includes"), text, Names.didYouMean(name, STATE.keySet()));
            parts.addAll(meant == null ? Set.of() : meant);
        }
        return plan("state_backup", block, folder, new Scope(parts, List.of()));
    }

    private static BackupPlan plan(String name, Section block, Path folder, Scope scope) {
        String frequency = block.text("frequency");
        Duration named = FREQUENCIES.get(frequency);
        Duration every = named != null ? named : block.duration("frequency", Duration.ofDays(1));
        requireEvery(block, "frequency", every);
        Duration age = block.duration("retention", Duration.ZERO);
        int keep = block.integer("keep", 0, 0, MOST);
        Place to = place(block, "destination", folder);
        block.finish();
        return new BackupPlan(name, to, every, keep, age, scope);
    }

    /// GenOps replicates nothing by itself; the store does, and for as long as nobody asked it to, this is told.
    private static void replication(Section block) {
        boolean enabled = block.flag("enabled", true);
        List<String> regions = block.texts("regions");
        block.text("replication_lag", "");
        if (enabled) {
            block.problems()
                    .note(
                            block.at(),
                            "backups are not copied to " + String.join(", ", regions) + " by GenOps",
                            "Turn replication on for the buckets; S3 guarantees 15 minutes with Replication Time"
                                    + " Control.");
        }
        block.finish();
    }

    private static Place place(Section block, String key, Path folder) {
        String to = block.text(key);
        if (BucketAddress.isValid(to)) {
            return new Place.InBucket(BucketAddress.read(to, block));
        }
        block.problems()
                .require(
                        !to.contains("://"),
                        block.at(key),
                        "`" + key + "` of the backup is `" + to + "`, which is neither a folder nor a bucket",
                        "Write a path, or `s3://BUCKET/PREFIX`.");
        return new Place.Folder(folder.resolve(to.contains("://") ? "" : to));
    }

    private static void requireEvery(Section block, String key, Duration every) {
        block.problems()
                .require(
                        every.compareTo(LEAST) >= 0,
                        block.at(key),
                        "`" + key + "` of the backup must be at least 1m, is " + block.text(key, ""),
                        "Write for example `1h` or `24h`.");
    }
}
