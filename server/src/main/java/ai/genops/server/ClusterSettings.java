package ai.genops.server;

import ai.genops.pipeline.config.Section;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/// The blocks `worker_nodes`, `leader_nodes` and `load_balancer` of a file in `settings/`, which describe a cluster.
/// A GenOps server is one process that leads itself: what the blocks say is checked, and what it means here is told.
final class ClusterSettings {
    private ClusterSettings() {}

    /// @param pipelines those that are configured
    static void read(Section file, Collection<String> pipelines) {
        nodes(file, "worker_nodes", pipelines);
        nodes(file, "leader_nodes", pipelines);
        if (file.has("load_balancer")) {
            balancer(file.section("load_balancer"));
        }
    }

    private static void nodes(Section file, String key, Collection<String> pipelines) {
        var named = new TreeSet<String>();
        for (Section item : file.has(key) ? file.sections(key) : List.<Section>of()) {
            for (String name : item.keys()) {
                Section node = item.section(name);
                node.choice("role", "worker", List.of("worker", "leader", "leader-standby"));
                node.text("cpu", "");
                if (node.has("memory")) {
                    node.bytes("memory", 0);
                }
                if (node.has("pipelines")) {
                    named.addAll(node.texts("pipelines"));
                }
                node.finish();
            }
        }
        named.remove("all");
        pipelines.forEach(named::remove);
        if (file.has(key)) {
            String others = named.isEmpty() ? "" : "; there are no pipelines " + String.join(", ", named);
            boolean leads = key.equals("leader_nodes");
            file.problems()
                    .note(
                            file.at(key),
                            (leads ? "a server leads itself" : "each server runs all of its pipelines") + others,
                            leads
                                    ? "Give every server the same configuration, for example from a repository."
                                    : "Run a server on each node, with the pipelines it is to run in its configuration.");
        }
    }

    private static void balancer(Section block) {
        block.text("type", "");
        Section check = block.section("health_check");
        check.choice("path", "/health", List.of("/health"));
        for (String key : List.of("interval", "timeout")) {
            if (check.has(key)) {
                check.duration(key, Duration.ZERO);
            }
        }
        check.integer("unhealthy_threshold", 3, 1, 1000);
        check.finish();
        block.texts("targets");
        block.problems()
                .note(
                        block.at(),
                        "the load balancer is configured where it runs",
                        "Every OTLP and HEC port answers `/health`, 503 while it takes nothing.");
        block.finish();
    }
}
