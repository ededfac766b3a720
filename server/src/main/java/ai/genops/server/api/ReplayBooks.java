package ai.genops.server.api;

import ai.genops.pipeline.engine.Pipeline;
import ai.genops.server.replay.Replays;
import ai.genops.server.replay.RunningReplay;
import java.util.ArrayList;
import java.util.List;

/// The books of replays. The edge that reads records once more declares the events it has created: each pipeline of
/// the replay has received as many, and from there on the books are as everywhere.
final class ReplayBooks {
    private ReplayBooks() {}

    static List<String> differences(List<Replays.Progress> replays) {
        List<String> differences = new ArrayList<>();
        for (Replays.Progress progress : replays) {
            if (progress.running() != null) {
                differences(progress.running(), differences);
            }
        }
        return differences;
    }

    private static void differences(RunningReplay replay, List<String> differences) {
        String which = "replay " + replay.job().id() + ": ";
        long created = replay.feeds().stats().events();
        for (Pipeline pipeline : replay.pipelines()) {
            boolean reached = pipeline.routes().stream()
                    .anyMatch(route -> replay.destinations().contains(route.destination()));
            if (reached && pipeline.received() != created) {
                differences.add(which + "events of pipeline `" + pipeline.id() + "`: " + created + " created, "
                        + pipeline.received() + " received");
            }
        }
        Books.of(replay.feeds(), replay.pipelines(), replay.destinations())
                .differences()
                .forEach(difference -> differences.add(which + difference));
    }
}
