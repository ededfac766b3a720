package ai.genops.server.cli;

import ai.genops.lake.LakeReport;
import ai.genops.server.api.LakeJson;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `genops lake retention`.
@Command(
        name = "retention",
        description = "Show what was deleted by retention: when, why, how many rows and bytes, of which time.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit code: 0; 2 if there is no lake to be seen."})
final class LakeRetentionCommand implements Callable<Integer> {
    private static final String ROW = "%-20s %-24s %-5s %7s %12s %10s  %s";

    @Mixin
    LakeCommand.Place place = new LakeCommand.Place();

    private final Terminal terminal = Terminal.standardOutput();

    @Override
    public Integer call() throws IOException, InterruptedException {
        String text = place.answer("/api/lake", lake -> LakeJson.report(LakeReport.of(lake), null));
        if (place.json()) {
            terminal.line(text);
            return 0;
        }
        var deletions = JsonTree.parse(text).at("deletions").items();
        if (deletions.isEmpty()) {
            terminal.line("Nothing has been deleted.");
            return 0;
        }
        terminal.line(terminal.dim(ROW.formatted("deleted", "dataset", "why", "files", "rows", "bytes", "events of")));
        for (JsonTree each : deletions) {
            terminal.line(ROW.formatted(
                    each.at("deleted").text().replaceFirst("\\..*", "Z"),
                    each.at("dataset").text(),
                    each.at("why").text(),
                    Figures.count(each.at("files").number()),
                    Figures.count(each.at("rows").number()),
                    Figures.bytes(each.at("bytes").number()),
                    each.at("first_time").text() + " - " + each.at("last_time").text()));
        }
        return 0;
    }
}
