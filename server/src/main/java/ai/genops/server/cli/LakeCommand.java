package ai.genops.server.cli;

import ai.genops.lake.Lake;
import ai.genops.lake.LakeException;
import ai.genops.server.UserException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `genops lake`: what the lake holds, whether it is what was written, and moving rows into files.
@Command(
        name = "lake",
        description = "See what the lake holds and what it deleted, verify it, roll rows into files.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {LakeListCommand.class, LakeVerifyCommand.class, LakeRollCommand.class, LakeRetentionCommand.class
        })
final class LakeCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        new picocli.CommandLine(this).usage(System.out);
        return 0;
    }

    /// Where the lake is: with a running server, or in a folder that no server has open.
    static final class Place {
        @Mixin
        ApiMixin server = new ApiMixin();

        @Option(
                names = "--data",
                paramLabel = "DIR",
                description = "A data folder that no server has open, instead of asking a server.")
        @Nullable
        Path data;

        @Mixin
        OutputMixin output = new OutputMixin();

        boolean json() {
            return output.json();
        }

        interface Question {
            String ask(Lake lake);
        }

        /// What the server answers at `path`, or else what the folder's lake gives.
        String answer(String path, Question question) throws IOException, InterruptedException {
            Path folder = data;
            if (folder == null) {
                try (ApiClient api = server.client()) {
                    return api.get(path);
                }
            }
            try (Lake lake = Lake.readOnly(folder.resolve("lake"), Lake.Settings.DEFAULT)) {
                lake.open();
                lake.await();
                return question.ask(lake);
            } catch (LakeException e) {
                throw new UserException(String.valueOf(e.getMessage()));
            }
        }
    }
}
