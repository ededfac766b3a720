package ai.genops.server.cli;

import ai.genops.event.JsonBuffer;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `genops token`: who may use the API of a running server.
@Command(
        name = "token",
        description = "Make, list and disable the tokens of a running server's API.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            TokenCommand.Create.class,
            TokenCommand.ListThem.class,
            TokenCommand.Disable.class,
            TokenCommand.Link.class
        },
        footer = {"", "It takes an administrator: GENOPS_TOKEN, or the token in the data folder of this project."})
final class TokenCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        new picocli.CommandLine(this).usage(System.out);
        return 0;
    }

    /// What they have in common.
    abstract static class Step extends ApiStep {
        @Override
        final void show(JsonTree answer, Terminal terminal) {
            terminal.line(text(answer));
        }

        abstract String text(JsonTree answer);
    }

    @Command(name = "create", description = "Make a token; it is shown this once.", mixinStandardHelpOptions = true)
    static final class Create extends Step {
        @Parameters(paramLabel = "USER", description = "Whose it is.")
        String user = "";

        @Option(names = "--role", paramLabel = "ROLE", description = "A role; may be repeated. Default: user.")
        java.util.List<String> roles = java.util.List.of("user");

        @Option(names = "--days", paramLabel = "N", description = "How long it counts. Default: for ever.")
        int days;

        @Override
        String ask(ApiClient api) throws IOException, InterruptedException {
            Map<String, String> words = new LinkedHashMap<>();
            words.put("user", user);
            words.put("roles", String.join(" ", roles));
            if (days != 0) {
                words.put("days", String.valueOf(days));
            }
            return api.change("/api/tokens", words);
        }

        @Override
        String text(JsonTree answer) {
            return answer.at("token").text();
        }
    }

    @Command(name = "list", description = "Show the tokens, without themselves.", mixinStandardHelpOptions = true)
    static final class ListThem extends Step {
        @Override
        String ask(ApiClient api) throws IOException, InterruptedException {
            return api.get("/api/tokens");
        }

        @Override
        String text(JsonTree answer) {
            return answer.at("tokens").items().stream().map(ListThem::line).collect(Collectors.joining("\n"));
        }

        private static String line(JsonTree token) {
            String roles =
                    token.at("roles").items().stream().map(JsonTree::text).collect(Collectors.joining(","));
            String until = token.at("expires_at").text();
            String state = token.at("disabled").isTrue() ? "disabled" : until.isEmpty() ? "" : "until " + until;
            return "%s  %-20s %-20s %s  %s"
                    .formatted(
                            token.at("id").text(),
                            token.at("user").text(),
                            roles,
                            token.at("created_at").text(),
                            state)
                    .stripTrailing();
        }
    }

    @Command(name = "disable", description = "Make a token useless, for good.", mixinStandardHelpOptions = true)
    static final class Disable extends Step {
        @Parameters(paramLabel = "ID", description = "The token's id, as `list` shows it.")
        String id = "";

        @Override
        String ask(ApiClient api) throws IOException, InterruptedException {
            return api.change("/api/tokens/" + id.replaceAll("[^A-Za-z0-9]", "_") + "/disable", Map.of());
        }

        @Override
        String text(JsonTree answer) {
            return "token " + answer.at("id").text() + " of "
                    + answer.at("user").text() + " is disabled";
        }
    }

    @Command(
            name = "link",
            description = "Make a link that logs an administrator's browser in, once.",
            mixinStandardHelpOptions = true)
    static final class Link extends Step {
        @Override
        String ask(ApiClient api) throws IOException, InterruptedException {
            String path = JsonTree.parse(api.change("/api/session/link", Map.of()))
                    .at("path")
                    .text();
            return new JsonBuffer(128)
                    .ascii("{\"url\":")
                    .text(api.address() + path)
                    .raw('}')
                    .toString();
        }

        @Override
        String text(JsonTree answer) {
            return answer.at("url").text();
        }
    }
}
