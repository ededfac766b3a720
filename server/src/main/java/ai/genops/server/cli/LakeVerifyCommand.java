package ai.genops.server.cli;

import ai.genops.lake.LakeReport;
import ai.genops.lake.Verification;
import ai.genops.server.UserException;
import ai.genops.server.api.LakeJson;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `genops lake verify`.
@Command(
        name = "verify",
        description = "Go through a dataset's hash chain and read every byte of its files.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "The head is the chain's last link. Note it somewhere else: `--head` then shows that nothing",
            "was changed since, even by somebody who can write to the database.",
            "Exit code: 0 if everything is as it was written, 1 if not, 2 if there is no such dataset."
        })
final class LakeVerifyCommand implements Callable<Integer> {
    @Mixin
    LakeCommand.Place place = new LakeCommand.Place();

    @Parameters(paramLabel = "DATASET", description = "The dataset.")
    String dataset = "";

    @Option(names = "--head", paramLabel = "HASH", description = "A head noted before: what it must be still.")
    @Nullable
    String head;

    private final Terminal terminal = Terminal.standardOutput();

    @Override
    public Integer call() throws IOException, InterruptedException {
        String name = URLEncoder.encode(dataset, StandardCharsets.UTF_8);
        String text = place.answer("/api/lake/" + name + "/verify", lake -> {
            if (LakeReport.of(lake).datasets().stream()
                    .noneMatch(known -> known.name().equals(dataset))) {
                throw new UserException("there is no dataset `" + dataset + "`");
            }
            return LakeJson.verification(Verification.of(lake, dataset));
        });
        JsonTree answer = JsonTree.parse(text);
        boolean holds = answer.at("holds").isTrue();
        boolean same = head == null || head.equals(answer.at("head").text());
        if (place.json()) {
            terminal.line(text);
        } else {
            show(answer, holds, same);
        }
        return holds && same ? 0 : 1;
    }

    private void show(JsonTree answer, boolean holds, boolean same) {
        for (JsonTree each : answer.at("breaks").items()) {
            terminal.line(terminal.bad("file " + each.at("id").number() + ", "
                            + each.at("path").text()) + ": " + each.at("what").text());
        }
        terminal.line(Figures.count(answer.at("rows").number()) + " rows in "
                + Figures.count(answer.at("files").number()) + " files are as they were written; "
                + Figures.count(answer.at("gone").number()) + " earlier files are gone, and their entries kept");
        terminal.line("head " + answer.at("head").text());
        if (!same) {
            terminal.line(terminal.bad("the head is not the one that was noted: rows were rolled or compacted since,"
                    + " or entries were changed"));
        }
        terminal.line(holds ? terminal.good("The chain holds.") : terminal.bad("The chain is broken."));
    }
}
