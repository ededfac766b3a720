package ai.genops.server.cli;

import ai.genops.lake.LakeReport;
import ai.genops.server.api.LakeJson;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `genops lake list`.
@Command(
        name = "list",
        description =
                "List the datasets: rows in the database and in files, bytes, range of time, retention and what comes after it.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit code: 0; 1 if the upkeep of a dataset fails; 2 if there is no lake to be seen."})
final class LakeListCommand implements Callable<Integer> {
    private static final String ROW = "%-24s %12s %12s %7s %10s  %-23s %s";

    @Mixin
    LakeCommand.Place place = new LakeCommand.Place();

    private final Terminal terminal = Terminal.standardOutput();

    @Override
    public Integer call() throws IOException, InterruptedException {
        String text = place.answer("/api/lake", lake -> LakeJson.report(LakeReport.of(lake), null));
        JsonTree answer = JsonTree.parse(text);
        if (place.json()) {
            terminal.line(text);
        } else {
            terminal.line(terminal.dim(
                    ROW.formatted("dataset", "live rows", "rows in files", "files", "bytes", "days", "retention")));
            answer.at("datasets").items().forEach(this::show);
        }
        boolean fails = answer.at("datasets").items().stream()
                .anyMatch(dataset -> !dataset.at("error").text().isEmpty());
        return fails ? 1 : 0;
    }

    private void show(JsonTree dataset) {
        terminal.line(ROW.formatted(
                        dataset.at("name").text(),
                        Figures.count(dataset.at("live_rows").number()),
                        Figures.count(dataset.at("file_rows").number()),
                        Figures.count(dataset.at("files").number()),
                        Figures.bytes(dataset.at("file_bytes").number()),
                        days(dataset),
                        kept(dataset))
                .stripTrailing());
        if (!dataset.at("error").text().isEmpty()) {
            terminal.line(terminal.bad("  " + dataset.at("error").text()));
        }
    }

    /// How long rows stay, and what becomes of them then: `90 days, at most 5.00 GB, then deleted`.
    private static String kept(JsonTree dataset) {
        String retention = dataset.at("retention").text();
        long most = dataset.at("max_bytes").number();
        String kept = retention.isEmpty() ? most > 0 ? "" : "for ever" : retention;
        if (most > 0) {
            kept += (kept.isEmpty() ? "" : ", ") + "at most " + Figures.bytes(most);
        }
        String frozen = dataset.at("frozen_path").text();
        boolean ends = !retention.isEmpty() || most > 0;
        return kept + (!frozen.isEmpty() ? ", then to " + frozen : ends && knows(dataset) ? ", then deleted" : "");
    }

    /// Without a server nothing says what the configuration has.
    private static boolean knows(JsonTree dataset) {
        return dataset.at("frozen_path").value() != null;
    }

    private static String days(JsonTree dataset) {
        String first = dataset.at("first_time").text();
        String last = dataset.at("last_time").text();
        return first.isEmpty() ? "" : day(first) + " - " + day(last);
    }

    private static String day(String time) {
        return time.length() < 10 ? time : time.substring(0, 10);
    }
}
