package ai.genops.server.api;

import ai.genops.event.JsonBuffer;
import ai.genops.lake.KeeperStats;
import ai.genops.lake.LakeKeeper;
import ai.genops.lake.LakeReport;
import ai.genops.lake.Verification;
import org.jspecify.annotations.Nullable;

/// The lake as the API answers it, and as `genops lake` prints it with `--output json`.
public final class LakeJson {
    private LakeJson() {}

    /// All of it.
    ///
    /// @param keeper null if no server runs
    public static String report(LakeReport report, @Nullable KeeperStats keeper) {
        var out = new JsonBuffer(1024).ascii("{\"datasets\":[");
        String comma = "";
        for (LakeReport.OfDataset dataset : report.datasets()) {
            out.ascii(comma);
            dataset(dataset, keeper, out);
            comma = ",";
        }
        out.ascii("],\"deletions\":[");
        comma = "";
        for (LakeReport.Deletion deletion : report.deletions()) {
            out.ascii(comma);
            deletion(deletion, out);
            comma = ",";
        }
        return out.ascii("]}").toString();
    }

    private static void dataset(LakeReport.OfDataset dataset, @Nullable KeeperStats keeper, JsonBuffer out) {
        var kept = keeper == null ? null : keeper.datasets().get(dataset.name());
        out.ascii("{\"name\":").text(dataset.name());
        out.ascii(",\"retention\":").text(dataset.retention());
        out.ascii(",\"max_bytes\":").number(dataset.maxBytes());
        out.ascii(",\"frozen_path\":").value(dataset.frozenPath());
        out.ascii(",\"live_rows\":").number(dataset.liveRows());
        out.ascii(",\"files\":").number(dataset.files());
        out.ascii(",\"file_rows\":").number(dataset.fileRows());
        out.ascii(",\"file_bytes\":").number(dataset.fileBytes());
        out.ascii(",\"first_time\":").value(text(dataset.first()));
        out.ascii(",\"last_time\":").value(text(dataset.last()));
        out.ascii(",\"last_roll\":").value(text(dataset.lastRoll()));
        out.ascii(",\"error\":").text(kept == null ? "" : kept.error()).raw('}');
    }

    private static void deletion(LakeReport.Deletion deletion, JsonBuffer out) {
        out.ascii("{\"dataset\":").text(deletion.dataset());
        out.ascii(",\"deleted\":").text(deletion.when().toString());
        out.ascii(",\"why\":").text(deletion.why());
        out.ascii(",\"files\":").number(deletion.files());
        out.ascii(",\"rows\":").number(deletion.rows());
        out.ascii(",\"bytes\":").number(deletion.bytes());
        out.ascii(",\"first_time\":").text(deletion.first().toString());
        out.ascii(",\"last_time\":").text(deletion.last().toString()).raw('}');
    }

    public static String verification(Verification found) {
        var out = new JsonBuffer(512).ascii("{\"dataset\":").text(found.dataset());
        out.ascii(",\"holds\":").bool(found.holds());
        out.ascii(",\"files\":").number(found.files());
        out.ascii(",\"rows\":").number(found.rows());
        out.ascii(",\"bytes\":").number(found.bytes());
        out.ascii(",\"gone\":").number(found.gone());
        out.ascii(",\"head\":").text(found.head()).ascii(",\"breaks\":[");
        String comma = "";
        for (Verification.Break each : found.breaks()) {
            out.ascii(comma).ascii("{\"id\":").number(each.id());
            out.ascii(",\"path\":").text(each.path());
            out.ascii(",\"what\":").text(each.what()).raw('}');
            comma = ",";
        }
        return out.ascii("]}").toString();
    }

    static String rolled(LakeKeeper.Rolled moved) {
        var out = new JsonBuffer(128).ascii("{\"rows\":").number(moved.rows());
        out.ascii(",\"files\":").number(moved.files());
        out.ascii(",\"bytes\":").number(moved.bytes());
        return out.raw('}').toString();
    }

    private static @Nullable String text(@Nullable Object time) {
        return time == null ? null : time.toString();
    }
}
