package ai.genops.server.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `genops lake roll`.
@Command(
        name = "roll",
        description = "Have a running server move rows from the database into data files now.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit code: 0 if they are moved, 2 if no server answers or it cannot."})
final class LakeRollCommand implements Callable<Integer> {
    @Mixin
    ApiMixin server = new ApiMixin();

    @Mixin
    OutputMixin output = new OutputMixin();

    @Parameters(paramLabel = "DATASET", arity = "0..1", description = "The dataset. Default: all of them.")
    String dataset = "";

    @Override
    public Integer call() throws IOException, InterruptedException {
        Terminal terminal = Terminal.standardOutput();
        try (ApiClient api = server.client()) {
            String text = api.roll(dataset);
            JsonTree answer = JsonTree.parse(text);
            terminal.line(
                    output.json()
                            ? text
                            : "Moved " + Figures.count(answer.at("rows").number()) + " rows into "
                                    + Figures.count(answer.at("files").number()) + " files of together "
                                    + Figures.bytes(answer.at("bytes").number()) + ".");
            return 0;
        }
    }
}
