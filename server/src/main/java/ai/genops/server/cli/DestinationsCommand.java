package ai.genops.server.cli;

import ai.genops.event.JsonBuffer;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `genops destinations`: holds up and pushes on the destinations of a running server.
@Command(
        name = "destinations",
        description = "Pause, resume and push on the destinations of a running server.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DestinationsCommand.Pause.class,
            DestinationsCommand.Resume.class,
            DestinationsCommand.RetryNow.class
        },
        footer = {"", "How they are: genops status"})
final class DestinationsCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        new picocli.CommandLine(this).usage(System.out);
        return 0;
    }

    /// What the three have in common.
    abstract static class Step implements Callable<Integer> {
        @Mixin
        ApiMixin server = new ApiMixin();

        @Parameters(paramLabel = "ID", description = "The destination's id.")
        String id = "";

        @Mixin
        OutputMixin output = new OutputMixin();

        final Integer step(String action, String reason, String done) throws IOException, InterruptedException {
            Map<String, String> words = new LinkedHashMap<>(Map.of("by", ApiClient.user()));
            if (!reason.isEmpty()) {
                words.put("reason", reason);
            }
            Terminal terminal = Terminal.standardOutput();
            try (ApiClient api = server.client()) {
                JsonTree answer = api.post(id, action, words);
                String state = answer.at("state").text();
                boolean changed = answer.at("changed").isTrue();
                if (output.json()) {
                    var out = new JsonBuffer(128).ascii("{\"destination\":").text(id);
                    out.ascii(",\"changed\":")
                            .bool(changed)
                            .ascii(",\"state\":")
                            .text(state);
                    terminal.line(out.raw('}').toString());
                } else {
                    terminal.line(id + (changed ? " " + done : " was not paused") + "; state: " + state);
                }
                return 0;
            }
        }
    }

    @Command(
            name = "pause",
            description = "Let no delivery to a destination begin; its events stay in the log. Survives restarts.",
            mixinStandardHelpOptions = true)
    static final class Pause extends Step {
        @Option(names = "--reason", paramLabel = "TEXT", description = "Why; shown in the status.")
        String reason = "";

        @Override
        public Integer call() throws IOException, InterruptedException {
            return step("pause", reason, "is paused now");
        }
    }

    @Command(
            name = "resume",
            description = "Let deliveries to a paused destination begin again.",
            mixinStandardHelpOptions = true)
    static final class Resume extends Step {
        @Override
        public Integer call() throws IOException, InterruptedException {
            return step("resume", "", "is resumed");
        }
    }

    @Command(
            name = "retry",
            description = "Try again now, instead of when the time for it has come.",
            mixinStandardHelpOptions = true)
    static final class RetryNow extends Step {
        @Override
        public Integer call() throws IOException, InterruptedException {
            return step("retry", "", "tries again now");
        }
    }
}
