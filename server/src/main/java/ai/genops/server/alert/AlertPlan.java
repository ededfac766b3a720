package ai.genops.server.alert;

import ai.genops.pipeline.config.ConfigFolder;
import ai.genops.pipeline.config.Problems;
import ai.genops.pipeline.config.Section;
import ai.genops.search.knowledge.Knowledge;
import ai.genops.server.notice.Recipients;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleSupplier;

/// The alerts of a configuration, read and checked; nothing of it is started.
///
/// @param recipients who can be told
public record AlertPlan(List<AlertDefinition> alerts, Recipients recipients) {
    /// Reads the blocks of the folder `alerts` that have a `search`.
    ///
    /// @param known the macros that searches may name
    /// @param zone in which crontabs and days are meant
    /// @param random gives numbers in [0, 1), for the jitter of retries; safe for concurrent use
    public static AlertPlan read(
            ConfigFolder folder, Knowledge known, ZoneId zone, DoubleSupplier random, Problems problems) {
        List<AlertDefinition> alerts = new ArrayList<>();
        folder.blocks("alerts").forEach((id, block) -> {
            if (block.has("search") && block.flag("enabled", true)) {
                alerts.add(new DefinitionReader(block, known, zone).read(id));
            }
        });
        distinct(alerts, problems);
        List<Recipients.Named> named = alerts.stream()
                .map(alert -> new Recipients.Named(alert.actions(), alert.at()))
                .toList();
        Map<String, Section> destinations = folder.blocks("destinations");
        return new AlertPlan(List.copyOf(alerts), Recipients.read(named, destinations, random, problems));
    }

    private static void distinct(List<AlertDefinition> alerts, Problems problems) {
        Map<String, AlertDefinition> titles = new HashMap<>();
        for (AlertDefinition alert : alerts) {
            AlertDefinition first = titles.putIfAbsent(alert.title().toLowerCase(Locale.ROOT), alert);
            if (first != null) {
                String text = "the title `" + alert.title() + "` is also that of the alert at " + first.at();
                problems.error(alert.at(), text, "Give one of the two another title.");
            }
        }
    }
}
